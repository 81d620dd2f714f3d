#!/bin/sh
# Makes the secrets that docker-compose.yml reads, once: a random database password and the address that holds it.
# The folder is closed to other accounts; the files in it are readable, since containers run under accounts of their own.
set -eu
cd "$(dirname "$0")/.."
if [ -e secrets/database ]; then
    echo "secrets/ exists already; delete it to make new ones (the database keeps its old password)"
    exit 0
fi
mkdir -p secrets
chmod 700 secrets
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" > secrets/postgres_password
printf 'postgresql://gongkai:%s@postgres:5432/gongkai\n' "$password" > secrets/database
chmod 644 secrets/postgres_password secrets/database
echo "made secrets/postgres_password and secrets/database"
