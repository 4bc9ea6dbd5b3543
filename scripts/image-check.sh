#!/usr/bin/env bash
# Proves the container image without a Docker daemon: buildah builds it, without a container runtime,
# on a base that debootstrap makes from Debian's packages. Then the image's own command runs as its
# own user: a search, the health check, SIGTERM, and a second start on the same volume.
#
# Needs root on Debian. The base is kept for two weeks in the user's cache, everything else goes.
# DEBIAN_MIRROR overrides the mirror that apt uses here. CI runs this: about two minutes, and about
# a minute more when the base has to be made.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly suite=bookworm # has the oldest Python that is supported, 3.11
readonly packages=python3,python3-venv,ca-certificates
readonly base=localhost/article-archive-base:$suite image=localhost/article-archive:check
readonly search='/v1/search?q=north+korean+troops' total=5
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/article-archive
work="" runner=""

say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }

fail() {
    printf 'image-check: %s\n' "$*" >&2
    local log
    for log in "$work"/*.log; do
        if [ -s "$log" ]; then
            printf -- '--- %s ends with\n' "${log##*/}" >&2
            tail -n 50 "$log" >&2
        fi
    done
    exit 1
}

# step NAME SECONDS COMMAND...: bounded in time, and heard of only when it fails.
step() {
    local name=$1 seconds=$2
    shift 2
    timeout --kill-after=10 "$seconds" "$@" >"$work/$name.log" 2>&1 </dev/null &
    runner=$! # in the background, because bash hears of Ctrl-C only in wait
    wait $runner || fail "$name failed or took longer than $seconds s"
    runner=""
    rm "$work/$name.log"
}

# descendants PID: that process and all below it.
descendants() {
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do descendants "$child"; done
}

finish() {
    if [ -n "$runner" ]; then
        descendants "$runner" | xargs -r kill -KILL 2>/dev/null || true
        wait "$runner" 2>/dev/null || true
    fi
    [ -z "$work" ] || rm -rf --one-file-system "$work" # never into a mount that was left behind
}

prepare() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "image-check: needs root on Debian; with Docker, docker compose up does the same" >&2
        exit 1
    fi
    mkdir -p "$cache"
    # What runs that were cut off left behind. On disk rather than in /tmp, which may be memory.
    find "$cache" -maxdepth 1 -name 'check.*' -mmin +60 -exec rm -rf --one-file-system {} +
    work=$(mktemp -d "$cache/check.XXXXXX")
    trap finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM

    local missing=() tool
    for tool in buildah debootstrap curl; do
        command -v $tool >/dev/null || missing+=("$tool")
    done
    command -v pgrep >/dev/null || missing+=(procps)
    if [ ${#missing[@]} -gt 0 ]; then
        say "installing ${missing[*]}"
        step apt-update 180 apt-get update
        step apt-install 300 env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
            --no-install-recommends -o DPkg::Lock::Timeout=120 "${missing[@]}"
    fi

    printf '[storage]\ndriver = "vfs"\ngraphroot = "%s"\nrunroot = "%s"\n' \
        "$work/storage" "$work/run" >"$work/storage.conf"
    echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$work/policy.json"
    export CONTAINERS_STORAGE_CONF=$work/storage.conf BUILDAH_ISOLATION=chroot TMPDIR=$work
    unset STORAGE_DRIVER STORAGE_OPTS
}

# The mirror that apt uses here; where it names none, debootstrap has a default of its own.
debian_mirror() {
    # shellcheck disable=SC2016 # a placeholder of apt's
    echo "${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' \
        'Label: Debian' | sed -n 1p)}"
}

make_base() {
    local rootfs=$work/rootfs mirror how=kept tar
    tar=$cache/base-$suite-$(dpkg --print-architecture)-${packages//,/+}.tar
    if [ -z "$(find "$tar" -mtime -14 2>/dev/null)" ]; then
        how="made now"
        say "making a base image with debootstrap, about a minute"
        mirror=$(debian_mirror)
        # Its mounts in a namespace of their own, which ends with it, even when it is interrupted.
        step debootstrap 500 unshare --mount debootstrap --variant=minbase \
            --include=$packages $suite "$rootfs" ${mirror:+"$mirror"}
        rm -rf "$rootfs"/var/cache/apt/* "$rootfs"/var/lib/apt/lists/*
        step tar 60 tar --one-file-system -C "$rootfs" -cf "$work/base.tar" .
        rm -rf --one-file-system "$rootfs"
        mv "$work/base.tar" "$tar"
    fi
    step base-from 60 buildah from --name base scratch
    step base-add 120 buildah add base "$tar" /
    buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin base
    step base-commit 120 buildah commit --rm --signature-policy "$work/policy.json" base $base
    say "base image $base, $how: $(image_size $base)"
}

# Writes a pip.conf for the build out of what pip is told here, by whichever files and variables,
# and prints the path of the CA bundle to go with it. Paths on this machine are not passed on.
host_pip() {
    python3 - "$work/pip.conf" <<'PYTHON'
import ast, os, subprocess, sys

listing = subprocess.run(
    [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, timeout=60
).stdout
lines = [line.partition("=") for line in listing.splitlines()]
told = {}
for name, _, value in sorted(lines, key=lambda line: line[0].startswith(":env:")):  # these win
    words = (word for word in ast.literal_eval(value).split() if not word.startswith("file:"))
    told[name.rpartition(".")[2]] = " ".join(words)

with open(sys.argv[1], "w") as file:
    print("[global]", file=file)
    for key in ("index-url", "extra-index-url", "trusted-host", "proxy", "timeout", "retries"):
        if told.get(key):
            print(key, "=", told[key], file=file)
    bundles = (told.get("cert"), os.environ.get("SSL_CERT_FILE"), "/etc/ssl/certs/ca-certificates.crt")
    for bundle in bundles:
        if bundle and os.path.isfile(bundle):
            print("cert = /run/ca.pem", file=file)
            print(os.path.realpath(bundle))
            break
PYTHON
}

build() {
    local bundle version revision
    bundle=$(host_pip)
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
    revision=$(git rev-parse HEAD 2>/dev/null) || revision=unknown
    # HEALTHCHECK exists only in Docker's format of an image.
    step build 480 buildah build --format docker --pull=never --tag $image \
        --signature-policy "$work/policy.json" --secret "id=pip.conf,src=$work/pip.conf" \
        ${bundle:+--volume "$bundle:/run/ca.pem:ro"} --build-arg BASE_IMAGE=$base \
        --build-arg VERSION="$version" --build-arg REVISION="$revision" .
    say "built $image, version $version: $(image_size $image)," \
        "$(image_list RootFS.DiffIDs | tr -cd '\0' | wc -c) layers"
}

image_size() { buildah images --format '{{.Size}}' "$1"; }

# image_list FIELD: a list in the image's description, each element closed by a NUL.
image_list() {
    buildah inspect --type image --format "{{range .Docker.$1}}{{.}}{{\"\\x00\"}}{{end}}" $image
}

get() { curl --silent --show-error --fail --noproxy '*' --max-time 20 "http://127.0.0.1:$port$1"; }

create() {
    step create 120 buildah from --pull-never --signature-policy "$work/policy.json" \
        --name "$1" $image
    buildah config --volume /data- "$1" # otherwise buildah's own volume hides the one given to it
}

# start NAME: the image's command in that container on the volume, until it is ready.
start() {
    local began=$EPOCHREALTIME deadline=$((SECONDS + 90))
    buildah run --env "PORT=$port" --env WEB_CONCURRENCY=2 --volume "$work/data:/data" "$1" -- \
        "${command[@]}" >"$work/$1.log" 2>&1 </dev/null &
    runner=$!
    until get /readyz >/dev/null 2>&1; do
        kill -0 $runner 2>/dev/null || fail "the $1 container ended before it was ready"
        [ $SECONDS -lt $deadline ] || fail "the $1 container is not ready after 90 s"
        sleep 0.1
    done
    say "the $1 container is ready after $(since "$began")"
}

since() { awk -v began="$1" -v now="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", now - began }'; }

# main_process: the first process in the container, which is below buildah's own.
main_process() {
    local pid name
    for pid in $(descendants $runner); do
        if read -r -d '' name <"/proc/$pid/cmdline" && [[ $name != *buildah* ]]; then
            echo "$pid"
            return
        fi
    done
    fail "nothing runs in the container"
}

# stop NAME: SIGTERM to its first process, as a container engine does it.
stop() {
    local pid all began=$EPOCHREALTIME deadline=$((SECONDS + 10)) status=0
    all=$(descendants $runner)
    pid=$(main_process)
    kill -TERM "$pid"
    while kill -0 $runner 2>/dev/null; do
        [ $SECONDS -le $deadline ] || fail "the $1 container still runs 10 s after SIGTERM"
        sleep 0.1
    done
    wait $runner || status=$?
    runner=""
    [ $status = 0 ] || fail "the $1 container ended with status $status after SIGTERM"
    for pid in $all; do
        # The command line of a process that has ended is empty or gone.
        [ -z "$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" || true)" ] ||
            fail "process $pid outlived the $1 container"
    done
    say "the $1 container ended $(since "$began") after SIGTERM, status 0"
}

# The image's own check, run in a container as its engine would.
healthy() { timeout 30 buildah run --env "PORT=$port" "$1" -- "${health[@]:1}" >/dev/null 2>&1; }

# Prints the answer to the search, a hit a line, and sees that every article was found.
search() {
    get "$search" >"$work/answer.json" || fail "the search failed"
    printf '\nGET %s\n' "$search"
    python3 - "$work/answer.json" $total <<'PYTHON' || fail "the total should be $total"
import json, sys

with open(sys.argv[1]) as file:
    answer = json.load(file)
for hit in answer["hits"]:
    print(" ", json.dumps(hit, ensure_ascii=False))
print(" ", json.dumps({**answer, "hits": "above"}, ensure_ascii=False), end="\n\n")
sys.exit(answer["total"] != int(sys.argv[2]))
PYTHON
}

# What the archive has counted; the same again when nothing was stored in between.
statistics() {
    timeout 60 buildah run --volume "$work/data:/data" "$1" -- flask archive stats | grep -v '^size'
}

# Every compiled loop is read from the image, none is compiled again: Numba tells what it reads.
compiled_before() {
    local files loaded
    files=$(find "$root/app" -name '*.nbc' | wc -l)
    loaded=$(timeout 60 buildah run --env NUMBA_DEBUG_CACHE=1 "$1" -- \
        python -c 'import index.whoosh_engine.engine' | grep -c 'data loaded') || true
    if [ "$files" = 0 ] || [ "$loaded" != "$files" ]; then
        fail "of $files compiled loops in the image ${loaded:-0} are read"
    fi
    say "$files compiled loops are read from the image"
}

prepare
make_base
build
uid=$(buildah inspect --type image --format '{{.Docker.Config.User}}' $image)
uid=${uid%%:*}
[ "${uid:-0}" -gt 0 ] || fail "the image runs as root"
mapfile -d '' command < <(image_list Config.Cmd)
mapfile -d '' health < <(image_list Config.Healthcheck.Test)
[ "${health[0]:-}" = CMD ] || fail "the image has no HEALTHCHECK"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

create first
root=$(buildah mount first)
writable=$(find "$root" -xdev \( -uid "$uid" -o -perm -o+w ! -perm -1000 \) ! -type l ! -type c \
    ! -path "$root/data")
[ -z "$writable" ] || fail "the program could change its own image: $writable"
cp -a "$root/data" "$work/data" # as an engine fills a new volume
compiled_before first
if healthy first; then fail "the health check passes though nothing is served"; fi

start first
[ "$(stat -c %u "/proc/$(main_process)")" = "$uid" ] || fail "the program does not run as user $uid"
search
healthy first || fail "the health check fails though the archive answers"
before=$(statistics first)
stop first
written=$(find "$root" -xdev -uid "$uid" ! -path "$root/data")
[ -z "$written" ] || fail "written beside the volume: $written"
[ -n "$(ls -A "$work/data")" ] || fail "nothing was written on the volume"

create second
start second
[ "$(statistics second)" = "$before" ] || fail "the second start changed the archive from $before"
get "$search" | grep -q "\"total\": *$total\b" || fail "the second start does not find the articles"
say "the second start imported nothing and finds the same"
stop second
say "proven: image of $(image_size $image), volume of $(du -sh "$work/data" | cut -f1)"
