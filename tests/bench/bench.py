"""The conductor of `make bench`: runs the parts, writes RESULTS.md, results.json and costs.svg, prints a summary.

    python bench.py --target TARGET      settings in the environment: ONLY, QUICK, CRITERION (see bench.sh)

Exit code 0 also when a bar is missed: a bar is news, not a fault. 1 when a measurement broke.
"""

import argparse
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path

import in_process
from book import Book
from drawn import consensus
from live import live
from measure import say
from phone import phone
from photos import photos
from plot import costs
from report import report, summary
from served import served
from setting import PARTS, ROOT, Setting, machine, versions
from writes import writes

ALONE = {
    "hotspots": in_process.hotspots,
    "locate": in_process.locate,
    "index": in_process.index,
    "consensus": consensus,
    "writes": writes,
    "photos": photos,
    "phone": phone,
    "live": live,
}
SERVED = {"hotspots", "viewport", "tiles", "memory"}


def read_setting() -> Setting:
    words = argparse.ArgumentParser()
    words.add_argument("--target", type=Path, default=ROOT / "target")
    only = [part for part in os.environ.get("ONLY", "").split(",") if part] or PARTS
    unknown = [part for part in only if part not in PARTS]
    if unknown:
        sys.exit(f"bench: ONLY knows {', '.join(PARTS)}, not {', '.join(unknown)}")
    return Setting(words.parse_args().target.resolve(), bool(os.environ.get("QUICK")), only)


def attempt(book: Book, part: str, work) -> bool:
    """Runs one piece; a piece that breaks is named among what was not measured, and the others go on."""
    try:
        work()
        return True
    except (OSError, RuntimeError, ValueError, KeyError, subprocess.SubprocessError) as error:
        traceback.print_exc()
        book.lack(part, "the rest of this part", f"it broke: {str(error).splitlines()[0][:160]}")
        return False


def write_down(setting: Setting, book: Book) -> None:
    """All files, after every part: whoever stops a run keeps what was measured."""
    known = {**book.versions, **versions(setting)}
    if setting.base is not None:
        known.update(setting.base.versions())
    book.save(machine(), known)
    (setting.out / "costs.svg").write_text(costs(book.parts), encoding="utf-8")
    (setting.out / "RESULTS.md").write_text(report(book.parts, machine(), known), encoding="utf-8")


def measure(setting: Setting, book: Book) -> bool:
    whole = True
    setting.make_data()
    for part in (part for part in PARTS if part in setting.only):
        book.begin(part)
        if part in ALONE:
            whole &= attempt(book, part, lambda: ALONE[part](setting, book))
            book.end(part)
            write_down(setting, book)
    wanted = SERVED & set(setting.only)
    if wanted:
        blamed = next(part for part in PARTS[::-1] if part in wanted)
        for count in setting.sizes:
            whole &= attempt(book, blamed, lambda: served(setting, book, wanted, count))
            for part in wanted:
                book.end(part)
            write_down(setting, book)
    return whole


def main() -> int:
    # A plain `kill` ends servers and cluster too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    setting = read_setting()
    book = Book(setting.out / "results.json", bars=not setting.quick)
    try:
        whole = measure(setting, book)
    finally:
        setting.close()
    if os.environ.get("CRITERION"):
        say("--- inner loops")
        words = ["cargo", "bench", "--locked", "-p", "spatial", "--benches"]
        subprocess.run(words, cwd=ROOT, check=True, stdout=sys.stderr, timeout=1_800)
    print(summary(book.parts))
    print(f"\nWritten to {os.path.relpath(setting.out, ROOT)}/: RESULTS.md, results.json, costs.svg")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
