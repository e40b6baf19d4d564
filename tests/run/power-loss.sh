#!/usr/bin/env bash
# The power-loss replay: traces the release server's own system calls under load, rebuilds what a disk could hold after
# a power cut at every moment, and looks for acknowledged findings that are missing. Needs strace (Debian's package).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v strace >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends strace
  else
    echo "strace is missing: apt-get install strace" >&2
    exit 1
  fi
fi
target=${CARGO_TARGET_DIR:-target}
cargo build --release --locked -p buurtschouw
python3 tests/power/replay.py --self-test
python3 tests/power/replay.py --server "$target/release/buurtschouw" --findings 1000 --clients 16 "$@"
