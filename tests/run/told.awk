# Reads what a test runner said and prints a line for each test that failed or held only at the second try.
# Knows cargo-nextest, cargo test, vitest and Playwright.

{ gsub(/\033\[[0-9;]*m/, "") }

# nextest:  TRY 1 FAIL [ 1.2s] tests::it name   or   FAIL [ 1.2s] (1/20) tests::it name
/^ *(FAIL|TIMEOUT|ABORT|SIGABRT|SIGSEGV|LEAK-FAIL) +\[/ { tell("failed") }

# cargo test:  test name ... FAILED
/^test .* \.\.\. FAILED$/ { tell("failed") }

# vitest:   FAIL  src/file.test.ts > name
/^ *FAIL +[^ ]+\.test\.ts/ { tell("failed") }

# Playwright, after its sums:  "  1 failed", then indented lines with the names; the same for flaky ones
/^ +[0-9]+ (failed|flaky|interrupted|passed|skipped|did not run)( \(|$)/ { kind = $2; next }
(kind == "failed" || kind == "interrupted") && /^ +[^ ]+\.spec\.ts:/ { tell("failed") }
kind == "flaky" && /^ +[^ ]+\.spec\.ts:/ { tell("at the second try") }

function tell(how,    line) {
  line = $0
  sub(/ ─.*$/, "", line)
  gsub(/^ +/, "", line)
  if (!(line in told)) printf "%s: %s\n", how, line
  told[line] = 1
}
