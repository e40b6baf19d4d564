#!/usr/bin/env bash
# Looks for input that breaks something: the property tests with a hundred times as many cases as usual (CASES), then
# every fuzz target of tests/fuzz for FUZZ_SECONDS. Works with the stable compiler: the probes that libFuzzer counts
# with are asked of LLVM directly. What was found interesting is kept in target/fuzz/corpus and used the next time;
# input that crashes is left in target/fuzz/crashes.
#
#   tests/run/fuzz.sh [TARGET ...]    only these targets, without the property tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${FUZZ_SECONDS:-600}
# An absolute path: cargo and the targets run from different places.
mkdir -p "${CARGO_TARGET_DIR:-target}/fuzz"
out=$(cd "${CARGO_TARGET_DIR:-target}/fuzz" && pwd)
host=$(rustc -vV | sed -n 's/^host: //p')
names() { sed -n 's/^name = "\(.*\)"$/\1/p' tests/fuzz/Cargo.toml | tail -n +2; }

if [ $# = 0 ]; then
  PROPTEST_CASES=${CASES:-25600} cargo test --locked --release -p spatial
  mapfile -t targets < <(names)
else
  targets=("$@")
fi

# With --target only what runs in the end has probes, not the build scripts.
RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing" \
  cargo build --release --locked --manifest-path tests/fuzz/Cargo.toml --target "$host" --target-dir "$out/build"

broken=0
for target in "${targets[@]}"; do
  mkdir -p "$out/corpus/$target" "$out/crashes/$target"
  log=$out/$target.log
  printf '%s: %s seconds ... ' "$target" "$seconds"
  if "$out/build/$host/release/$target" "$out/corpus/$target" "tests/fuzz/seeds/$target" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$out/crashes/$target/" >"$log" 2>&1; then
    speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    covered=$(sed -n 's/.*cov: \([0-9]*\) ft: \([0-9]*\).*/\1 edges, \2 features/p' "$log" | tail -n 1)
    printf 'no crash in %s runs, %s runs/s, %s\n' "$runs" "$speed" "$covered"
  else
    broken=1
    printf 'BROKEN\n'
    tail -n 30 "$log"
    printf 'The input is in %s\n' "$out/crashes/$target"
  fi
done
exit "$broken"
