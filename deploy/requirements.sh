#!/bin/sh
# Compiles the .in files: one set of versions for all three lists, hashes for every platform, no index lines.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile -q --universal -p 3.11 --generate-hashes --no-emit-index-url --no-header "$@"
}
compile requirements-dev.in -o requirements-dev.txt
compile -c requirements-dev.txt requirements-local.in -o requirements-local.txt
compile -c requirements-dev.txt requirements.in -o requirements.txt
compile -c requirements-dev.txt requirements-build.in -o requirements-build.txt
