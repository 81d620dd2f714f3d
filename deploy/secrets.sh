#!/bin/sh
# Makes what docker-compose.yml names as secrets and what is missing of it: an address with a random password for each user of Kafka and
# each role of PostgreSQL, and the office's token. What is there stays. A file is for its owner and for the containers that it is handed
# to: these run under accounts of their own, so it may be read by all, in a folder that no other account of this machine may enter.
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets
chmod 700 secrets

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

content() { # NAME
    case $1 in
    kafka_operator) echo "scram://operator:$(random 24)@kafka:9092" ;;
    kafka_*) echo "scram://gongkai.${1#kafka_}:$(random 24)@kafka:9092" ;;
    database_operator) echo "postgresql://gongkai:$(cat secrets/postgres_password)@postgres:5432/gongkai" ;;
    database_*) echo "postgresql://gongkai_${1#database_}:$(random 24)@postgres:5432/gongkai" ;;
    office_token) echo "gk_$(random 6)_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')" ;;
    office_sha256) tr -d '\n' < secrets/office_token | sha256sum | cut -d ' ' -f 1 ;;
    *) random 24 ;;
    esac
}

if [ -e secrets/office_token ] && [ -z "$(tr -d '[:space:]' < secrets/office_token)" ]; then
    echo "secrets/office_token is empty, and by an empty token anybody would be the office: put a token there, or delete the file to have" \
        "one made; delete secrets/office_sha256 too, and run sh deploy/secrets.sh again" >&2
    exit 1
fi

made=0 kept=0
for name in $(sed -n 's|.*file: \./secrets/\([A-Za-z0-9_-]*\).*|\1|p' docker-compose*.yml); do
    if [ -e "secrets/$name" ]; then
        kept=$((kept + 1))
    else
        # What a run that was cut off has left may not be written to.
        rm -f "secrets/$name.new"
        content "$name" > "secrets/$name.new"
        chmod 444 "secrets/$name.new"
        mv "secrets/$name.new" "secrets/$name"
        made=$((made + 1))
    fi
done
echo "secrets/: $made made, $kept there already"
