"""A slow phone: when the first screen stands there over a poor line, and how long after the tap on a tile the phone says
"Bewaard". Told, and judged by nobody: on a busy machine wall time says little."""

import os
import shutil
import statistics

from book import Book
from measure import told
from our_house import OurHouse
from setting import HERE, ROOT, Setting
from web import free_port

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str | None:
    named = os.environ.get("BUURTSCHOUW_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def phone(setting: Setting, book: Book) -> None:
    browser, node = chromium(), shutil.which("node")
    if not browser or not node or not (ROOT / "pwa" / "node_modules").exists():
        book.lack("phone", "the screens", "Chromium, Node or the packages of pwa/ are not here")
        return
    runs = 1 if setting.quick else 5
    house = OurHouse(setting.binary, setting.kept / "house", free_port())
    house.open_empty(setting.buurten)
    try:
        house.start()
        measured = told([node, HERE / "phone.mjs", house.base, house.plan_walk()["code"], browser, runs], 1_200)
    finally:
        house.stop()
        shutil.rmtree(house.folder, ignore_errors=True)
    write(book, measured, runs)


def write(book: Book, measured: dict, runs: int) -> None:
    def middle(series: str, moment: str) -> float:
        return statistics.median(run[moment] for run in measured[series])

    book.judge("phone", "first screen: largest thing painted", 1, statistics.median(measured["lcp"]), None, "ms wall")
    book.judge("phone", "tile to Bewaard, no photo", 1, middle("bare", "tile"), None, "ms wall")
    book.judge("phone", "tile to Bewaard, 12 MP photo", 1, middle("photo", "tile"), None, "ms wall")
    book.judge("phone", "photo chosen to Bewaard, 12 MP", 1, middle("photo", "chosen"), None, "ms wall")
    book.judge("phone", "the same without a worker", 1, middle("alone", "chosen"), None, "ms wall")
    most = f"longest of {runs}: first screen {max(measured['lcp']):.0f} ms"
    for series, moment, what in (("bare", "tile", "no photo"), ("photo", "tile", "12 MP photo")):
        most += f", {what} {max(run[moment] for run in measured[series]):.0f} ms"
    book.note(
        "phone",
        f"Chromium {measured['browser']} on this machine, its page slowed down four times; the first screen over 1.6 Mbit/s "
        f"with 150 ms there and back, never visited before. The photo has {measured['photo_bytes'] / 1e6:.1f} MB and the tile is "
        "tapped as soon as it is chosen, so that making it small counts; that happens in a worker, which Chromium does not "
        f"slow down: without one it is done on the slowed page. {most}.",
    )
