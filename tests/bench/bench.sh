#!/usr/bin/env bash
# `make bench`: our figures beside those of what people would use instead, in the same minutes.
#
#   ONLY=hotspots,locate,index,viewport,tiles,memory,writes,photos,phone,consensus,live
#                                                       some parts only; the others keep their last figures
#   QUICK=1                                             small and few: to see that it works; writes to target/bench/quick
#   CRITERION=1                                         the inner loops as well (criterion, in server/spatial/benches)
#
# Peers that are missing are installed from the package registries when those can be reached: Python packages into
# target/bench/venv, martin into target/bench/martin, PostgreSQL, PostGIS and wrk from Debian. What cannot be had is
# listed as not measured. Writes bench/RESULTS.md, bench/results.json and bench/costs.svg.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$HERE/../.."
target=${CARGO_TARGET_DIR:-${CARGO_BUILD_TARGET_DIR:-target}}
kept="$target/bench"
mkdir -p "$kept"

say() { echo "bench: $*" >&2; }

# What cannot be had is no fault: the conductor says what it did not measure.
try() {
  local seconds=$1 what=$2
  shift 2
  if ! timeout "$seconds" "$@" >>"$kept/install.log" 2>&1; then say "cannot get $what (see $kept/install.log)"; fi
}

vips() {
  if command -v vipsthumbnail >/dev/null || ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then return; fi
  try 300 vipsthumbnail apt-get install -y -q --no-install-recommends libvips-tools
}

python_peers() {
  local venv="$kept/venv"
  if "$venv/bin/python" -c 'import esda, geopandas, tipg, uvicorn' 2>/dev/null; then return; fi
  if ! python3 -m venv "$venv" 2>>"$kept/install.log"; then
    say "no python3-venv: no Python peers"
    return
  fi
  say "installing the Python peers, once"
  try 900 "the Python peers" "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$HERE/requirements.txt"
}

martin() {
  if [ -x "$kept/martin/bin/martin" ] || [ -n "${QUICK:-}" ]; then return; fi
  say "building martin, once; this takes ten minutes or more"
  try 2400 martin cargo install martin --version 1.14.0 --locked --no-default-features --features postgres \
    --root "$kept/martin"
}

debian_peers() {
  try 900 PostgreSQL "$HERE/../run/needs.sh" postgres
  if ! command -v wrk >/dev/null && command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
      try 300 wrk apt-get install -y -q --no-install-recommends wrk
    else
      try 300 wrk sudo -n apt-get install -y -q --no-install-recommends wrk
    fi
  fi
}

python_peers
debian_peers
vips
martin

say "building our examples"
cargo build --locked --release -p spatial --examples
cargo build --locked --release -p buurtschouw --example photo_cost
exec python3 "$HERE/bench.py" --target "$target"
