# Reads what a test runner said and prints: passed failed skipped.
# Knows cargo-nextest, cargo test, vitest and Playwright; whatever else stands there is passed over.

{ gsub(/\033\[[0-9;]*m/, "") }

# nextest:  Summary [ 1.2s] 22 tests run: 20 passed (1 slow), 1 failed, 1 timed out, 3 skipped
# and, when it was stopped:  Summary [ 1.2s] 12/22 tests run: ...
/^ *Summary \[.*tests? run:/ {
  run = $0
  sub(/ tests? run:.*/, "", run)
  sub(/.*\] */, "", run)
  split(run, part, "/")
  good = before(" passed")
  passed += good
  failed += (part[2] ? part[2] : part[1]) - good
  skipped += before(" skipped")
  next
}

# cargo test:  test result: FAILED. 5 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out
/^test result: / {
  passed += before(" passed")
  failed += before(" failed")
  skipped += before(" ignored")
  next
}

# vitest:  Tests  3 failed | 45 passed | 1 skipped (49)
/^ *Tests  .*\([0-9]+\)/ {
  passed += before(" passed")
  failed += before(" failed")
  skipped += before(" skipped") + before(" todo")
  next
}

# Playwright, one line each at the end:  23 passed (12.3s)
# A flaky one held at the second try; the summary names it (told.awk).
/^ +[0-9]+ (passed|failed|skipped|flaky|did not run|interrupted)( \(|$)/ {
  if ($2 == "passed" || $2 == "flaky") passed += $1
  else if ($2 == "skipped") skipped += $1
  else failed += $1
}

END { printf "%d %d %d\n", passed, failed, skipped }

# The number that stands before a word in this line, or 0.
function before(word) {
  return match($0, "[0-9]+" word) ? substr($0, RSTART, RLENGTH) + 0 : 0
}
