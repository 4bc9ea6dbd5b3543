#!/usr/bin/env bash
# A new user's first minutes: the committed files in an empty folder, a clean environment,
# `make serve`, then the answers that README.md promises. Leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
server=""
finish() {
    [ -z "$server" ] || kill -TERM -- "-$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

git clone --quiet . "$work/archive"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# Only what a login shell has, and what this machine's pip needs to reach its package index.
clean=(env -i "PATH=$PATH" "HOME=$HOME" "LANG=C.UTF-8" "PORT=$port")
while IFS= read -r name; do clean+=("$name=${!name}"); done < <(compgen -e | grep -E '^(PIP_|SSL_CERT|https?_proxy|no_proxy)' || true)

started=$SECONDS
set -m
(cd "$work/archive" && exec "${clean[@]}" make serve) >"$work/log" 2>&1 &
server=$!
set +m
until curl -sf "http://127.0.0.1:$port/readyz" >/dev/null; do
    if ! kill -0 "$server" 2>/dev/null || [ $((SECONDS - started)) -gt 400 ]; then
        cat "$work/log"
        echo "make serve did not answer" >&2
        exit 1
    fi
    sleep 0.2
done
echo "make serve answered after $((SECONDS - started)) s"
curl -sf "http://127.0.0.1:$port/v1/search?q=north+korean+troops" | python3 -c '
import json, sys
answer = json.load(sys.stdin)
print("total", answer["total"], {b["value"]: b["count"] for b in answer["facets"]["source"]["buckets"]})
assert answer["total"] == 5, answer
assert all("<mark>" in hit["snippets"][0]["html"] for hit in answer["hits"]), answer
'
kill -TERM -- "-$server"
wait "$server" || true
server=""
echo "stopped"
