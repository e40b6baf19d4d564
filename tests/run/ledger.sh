# Runs the steps of a test one after the other, keeps their logs, and tells at the end how each went.
# To be sourced by a script with `set -euo pipefail`; LOGS is the folder for the logs.

ledger=()
# What failed, by name: a log may be gone by the time somebody asks.
names=()
passed=0
failed=0
skipped=0

heading() {
  printf '\n=== %s\n' "$1"
}

# step NAME KIND COMMAND...   KIND is `tests` when the command runs tests that must be counted, else `work`.
step() {
  local name=$1 kind=$2 log result=0 counted=(0 0 0) began=$SECONDS
  shift 2
  log="$LOGS/$(printf '%02d' $((${#ledger[@]} + 1)))-${name//[^a-zA-Z0-9]/-}.log"
  heading "$name"
  "$@" 2>&1 </dev/null | tee "$log" || result=$?
  if [ "$kind" = tests ]; then
    read -r -a counted < <(awk -f "$HERE/counts.awk" "$log")
    mapfile -t -O "${#names[@]}" names < <(awk -f "$HERE/told.awk" "$log")
    if [ "$result" = 0 ] && [ "${counted[0]}" = 0 ]; then
      echo "No test was counted: either none ran, or the runner speaks in a way counts.awk does not know." >&2
      result=1
    fi
  fi
  note "$name" "$result" $((SECONDS - began)) "${counted[@]}"
}

# Books a step; a step that failed without a failed test counts as one.
note() {
  local name=$1 result=$2 seconds=$3 good=$4 bad=$5 left=$6 word=ok
  if [ "$result" != 0 ]; then
    word=FAILED
    [ "$bad" != 0 ] || bad=1
  elif [ "$bad" != 0 ]; then
    word=FAILED
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  skipped=$((skipped + left))
  local told=""
  [ $((good + bad + left)) = 0 ] || told="$good passed, $bad failed"
  [ "$left" = 0 ] || told="$told, $left skipped"
  ledger+=("$name|$word|${seconds} s|$told")
  [ "$word" = ok ] || printf -- '--- %s FAILED after %s s\n' "$name" "$seconds"
}

# A step that cannot be done here, and why.
left_out() {
  heading "$1"
  echo "Left out: $2"
  ledger+=("$1|left out|0 s|$2")
}

# The table and, as the very last line, the sums. Fails when anything failed.
summary() {
  printf '\n=== Summary (%s s, logs in %s)\n' "$SECONDS" "$LOGS"
  printf '%s\n' "step|result|time|tests" "${ledger[@]}" | awk -F '|' '{ printf "%-36s %-8s %8s  %s\n", $1, $2, $3, $4 }'
  [ "${#names[@]}" = 0 ] || printf '%s\n' "${names[@]}"
  local sums="$passed passed, $failed failed"
  [ "$skipped" = 0 ] || sums="$sums, $skipped skipped"
  echo "$sums" | tee "$LOGS/sums"
  [ "$failed" = 0 ]
}
