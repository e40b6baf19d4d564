#!/usr/bin/env bash
# The tests of the house, step by step.
#
#   test.sh all     everything
#   test.sh lint    format, lints, types, licences
#   test.sh e2e     the screens alone, with a fresh debug server and web app
#
# The last line is `N passed, M failed[, K skipped]`; exit 1 when anything failed.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
cd "$ROOT"
. "$HERE/ledger.sh"
. "$HERE/find.sh"

what=${1:-all}
target=${CARGO_TARGET_DIR:-${CARGO_BUILD_TARGET_DIR:-$ROOT/target}}
LOGS="$target/test-logs"
rm -rf "$LOGS"
mkdir -p "$LOGS"
export NO_COLOR=1 CARGO_TERM_COLOR=never CI=${CI:-1}

cluster=""
put_away() {
  if [ -n "$cluster" ]; then
    "$HERE/postgres.sh" stop "$cluster" || true
    cluster=""
  fi
}
trap put_away EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

in_pwa() {
  (cd "$ROOT/pwa" && "$@")
}

web_lints() {
  step "web: style" work in_pwa npm run --silent lint
  step "web: types" work in_pwa npm run --silent check
  step "screens: style" work in_pwa node_modules/.bin/biome check --config-path=. "$ROOT"/tests/e2e/*.ts
  step "screens: types" work in_pwa node_modules/.bin/tsc --noEmit -p ../tests/e2e/tsconfig.json
  if [ -f tests/golden/openapi.json ]; then
    step "web: types follow the doors" work in_pwa npm run --silent types:check
  else
    left_out "web: types follow the doors" "tests/golden/openapi.json does not exist yet"
  fi
}

rust_lints() {
  step "rust: format" work cargo fmt --all --check -- --color never
  if cargo deny --version >/dev/null 2>&1; then
    step "rust: licences and bans" work cargo deny --locked check bans licenses sources
  else
    left_out "rust: licences and bans" "cargo-deny is not installed"
  fi
}

# Clippy and the build in one: each on its own compiles every library once more, two minutes of twenty. Clippy's driver
# is the compiler with more lints; what it built serves the tests, so it stays in place for the rest of the run.
rust_build() {
  export RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS="-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"
  step "rust: build, with clippy" work cargo build --locked --workspace --all-targets
}

rust_tests() {
  step "README: the API walkthrough" work "$HERE/walkthrough.sh" "$target/debug/buurtschouw"
  cluster=$(mktemp -d)
  if ! BUURTSCHOUW_TEST_POSTGRES=$("$HERE/postgres.sh" start "$cluster"); then
    step "rust: a PostgreSQL of its own" work false
  fi
  export BUURTSCHOUW_TEST_POSTGRES
  if cargo nextest --version >/dev/null 2>&1; then
    step "rust: tests on both databases" tests cargo nextest run --locked --workspace
  else
    step "rust: tests on both databases" tests cargo test --locked --workspace --no-fail-fast --all-targets
  fi
  step "rust: examples in the documentation" tests cargo test --locked --workspace --doc
  put_away
}

screens() {
  local plan=tests/e2e/playwright.config.ts
  if [ ! -f "$plan" ]; then
    left_out "screens on a phone" "$plan does not exist yet"
    return
  fi
  BUURTSCHOUW_CHROMIUM=$(find_chromium || true)
  export BUURTSCHOUW_CHROMIUM BUURTSCHOUW_BIN="$target/debug/buurtschouw"
  # The plan lives beside the other tests, its packages with the web app's.
  export NODE_PATH="$ROOT/pwa/node_modules"
  step "screens on a phone" tests in_pwa node_modules/.bin/playwright test -c "../$plan"
}

case "$what" in
  all)
    step "what the tests need" work "$HERE/needs.sh"
    step "npm packages" work make npm
    web_lints
    step "web: build" work make pwa
    # After the build: some of them weigh what was built.
    step "web: unit tests" tests in_pwa npm run --silent test
    rust_lints
    rust_build
    rust_tests
    screens
    ;;
  lint)
    step "npm packages" work make npm
    web_lints
    rust_lints
    step "rust: clippy" work cargo clippy --locked --workspace --all-targets -- -D warnings
    ;;
  e2e)
    step "what the tests need" work "$HERE/needs.sh" chromium
    step "web: build" work make pwa
    step "rust: build" work cargo build --locked -p buurtschouw
    screens
    ;;
  *)
    echo "test.sh all|lint|e2e" >&2
    exit 2
    ;;
esac
summary
