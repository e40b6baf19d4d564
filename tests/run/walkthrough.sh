#!/usr/bin/env bash
# Walks through the API as README.md prints it, so that the page cannot grow old.
#
#   walkthrough.sh PROGRAM [FILE]     PROGRAM: a built buurtschouw; FILE: the page, README.md when not given
#
# Runs every ```bash block between the two comments in one shell, one after the other, and stops at the first that fails.
# Where a ```json or ```text block follows, what was printed must be what stands there; `...` stands for anything, and
# white space does not count. Only the port is another one, a free one. Needs bash, curl and openssl.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ $# -lt 1 ] || [ ! -x "$1" ]; then
  echo "walkthrough.sh PROGRAM [FILE]: PROGRAM is a built buurtschouw, such as target/debug/buurtschouw" >&2
  exit 2
fi
program=$(readlink -f "$1")
page=$(readlink -f "${2:-$HERE/../../README.md}")

room=$(mktemp -d)
shell=""
server_of_the_walk() {
  cat "$room/server" 2>/dev/null || true
}
clean_up() {
  [ -z "$shell" ] || kill "$shell" 2>/dev/null || true
  local server
  server=$(server_of_the_walk)
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$room"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# Writes block N to $room/blocks/N, and what it shall print to $room/expected/N.
mkdir "$room/bin" "$room/blocks" "$room/expected" "$room/printed" "$room/tmp"
ln -s "$program" "$room/bin/buurtschouw"
awk -v room="$room" '
  /^<!-- walkthrough begins -->$/ { inside = 1; next }
  /^<!-- walkthrough ends -->$/ { inside = 0 }
  !inside { next }
  /^```bash$/ { number++; target = sprintf("%s/blocks/%03d", room, number); next }
  /^```(json|text)$/ { target = sprintf("%s/expected/%03d", room, number); next }
  /^```/ { if (target) close(target); target = ""; next }
  target { print > target }
' "$page"
blocks=("$room"/blocks/*)
if [ ! -f "${blocks[0]}" ]; then
  echo "No block stands between the comments 'walkthrough begins' and 'walkthrough ends' of $page." >&2
  exit 1
fi

# One shell for all, as for somebody who types along. It notes the server it starts, so that none stays behind.
port=$(free_port)
{
  echo "set -euo pipefail"
  echo "trap 'echo \${server:-} >\"$room/server\"' EXIT"
  for block in "${blocks[@]}"; do
    number=${block##*/}
    echo "echo $number >\"$room/at\""
    echo "{"
    sed "s/127\.0\.0\.1:8090/127.0.0.1:$port/g" "$block"
    echo "} >\"$room/printed/$number\""
    echo "echo \${server:-} >\"$room/server\""
  done
} >"$room/walk.sh"

# Whether the first text is the second, where each ... of the second stands for anything.
matches() {
  local rest=$1 wanted=$2 piece first=1
  while [[ $wanted == *...* ]]; do
    piece=${wanted%%...*}
    wanted=${wanted#*...}
    if [ "$first" = 1 ]; then
      [[ $rest == "$piece"* ]] || return 1
    fi
    first=0
    [[ $rest == *"$piece"* ]] || return 1
    rest=${rest#*"$piece"}
  done
  if [ "$first" = 1 ]; then [ "$rest" = "$wanted" ]; else [[ $rest == *"$wanted" ]]; fi
}

result=0
(cd "$room/tmp" && exec env -u BUURTSCHOUW_CONFIG -u BUURTSCHOUW_DATABASE_URL PATH="$room/bin:$PATH" TMPDIR="$room/tmp" \
  timeout 180 bash "$room/walk.sh") </dev/null 2>"$room/complaints" &
shell=$!
wait "$shell" || result=$?
shell=""
if [ "$result" != 0 ]; then
  at=$(cat "$room/at" 2>/dev/null || echo 001)
  echo "Block $((10#$at)) of the walkthrough failed with $result:" >&2
  cat "$room/blocks/$at" "$room/printed/$at" "$room/complaints" >&2
  exit 1
fi

checked=0
for expected in "$room"/expected/*; do
  [ -f "$expected" ] || continue
  number=${expected##*/}
  if ! matches "$(tr -d '[:space:]' <"$room/printed/$number")" "$(tr -d '[:space:]' <"$expected")"; then
    echo "Block $((10#$number)) of the walkthrough prints something else than the page says." >&2
    diff -u --label "the page" --label "printed" "$expected" "$room/printed/$number" >&2 || true
    exit 1
  fi
  checked=$((checked + 1))
done
echo "The walkthrough works as printed: ${#blocks[@]} blocks run, $checked answers compared."
