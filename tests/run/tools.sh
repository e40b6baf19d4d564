#!/usr/bin/env bash
# Says what a machine lacks to build the house: Rust, Node 20 or newer, a C compiler. Changes nothing.
set -euo pipefail

missing=0
lacks() {
  printf 'Missing: %s\n' "$1" >&2
  missing=1
}

command -v cargo >/dev/null || lacks "Rust 1.94 or newer (https://rustup.rs)"
command -v cc >/dev/null || lacks "a C compiler (Debian: apt-get install build-essential)"
if ! command -v npm >/dev/null; then
  lacks "Node 20 or newer with npm (https://nodejs.org)"
else
  major=$(node --version | sed -E 's/^v([0-9]+).*/\1/')
  [ "$major" -ge 20 ] || lacks "Node 20 or newer; this is $(node --version)"
fi
exit "$missing"
