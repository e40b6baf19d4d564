"""Consensus of drawings: the crate's example beside shapely's exact overlay of the same drawings, one thread each."""

import json
import math
import tempfile
import urllib.error
import urllib.request
import uuid

from book import Book
from live import NOW, House, threads_s
from measure import in_turn, median, told
from setting import HERE, Setting

# Drawings that shapely can still overlay: faces grow with their square.
JUDGED = 100
LIMITS_MS = {("line", 10_000): 500.0, ("one more", 10_000): 50.0, ("13 tiled", 13_000): 500.0}
REFUSED_MS = {"20,000 corners": 20.0, "a comb of five degrees": 20.0}
WORDS = {
    "line": "the line of a buurt",
    "all": "all that is told of a buurt",
    "one more": "one more drawing, line and bands anew",
    "13 tiled": "13 buurten, counted and tiled",
}


def consensus(setting: Setting, book: Book) -> None:
    example = setting.example("consensus_speed")
    for run in told([example, "--json"])["runs"]:
        what, count, cost = run["what"], run["drawings"], run["cpu_ms_median"]
        if what == "line":
            book.point("consensus", "consensus", "ours", count, cost)
        if count > JUDGED:
            book.judge("consensus", WORDS[what], count, cost, LIMITS_MS.get((what, count)), "ms CPU")
    refused(setting, book)
    at_the_door(setting, book)
    beside_shapely(setting, book, example)
    book.note(
        "consensus",
        "The column of findings counts drawings here: made up, 118 corners and 50 ha each on average, on cells of 2 m.",
    )


def refused(setting: Setting, book: Book) -> None:
    """Drawings that are made to cost much, each beside 300 borders of 124 corners."""
    for run in told([setting.example("drawing_speed"), "--json"])["runs"]:
        what = f"a drawing judged: {run['what']}"
        book.judge("consensus", what, run["corners"], run["cpu_ms_median"], REFUSED_MS.get(run["what"]), "ms CPU")
    book.note("consensus", "Of drawings that are judged, the column of findings counts corners.")


def at_the_door(setting: Setting, book: Book) -> None:
    """A ring of 20,000 corners sent over HTTP, as often as a person may in a minute: CPU of the server, reading included."""
    corner = lambda n: [4.485 + 0.008 * math.cos(n * math.tau / 20_000), 51.92 + 0.005 * math.sin(n * math.tau / 20_000)]
    ring = [corner(n) for n in range(20_000)]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    body = json.dumps({"buurt": "B1", "geometry": shape, "drawn_at": NOW}).encode()
    with tempfile.TemporaryDirectory() as folder:
        house = House(str(setting.binary), folder)
        try:
            cookie = house.join(house.walk()[1])
            cost = refusals(house, cookie, body)
        finally:
            house.process.terminate()
            house.process.wait(30)
    what = f"a ring refused at the door ({len(body) / 1000:.0f} kB)"
    book.judge("consensus", what, 20_000, cost, REFUSED_MS["20,000 corners"], "ms CPU")


def refusals(house: House, cookie: str, body: bytes, times: int = 50) -> float:
    """CPU of one refusal in ms; the clock of processes ticks every 10 ms, so many are taken together."""
    before = threads_s(house.process.pid)
    for _ in range(times):
        path = f"{house.base}/api/drawings/{uuid.uuid4()}"
        asked = urllib.request.Request(path, body, {"Content-Type": "application/json", "Cookie": cookie}, method="PUT")
        try:
            urllib.request.urlopen(asked, timeout=30)
            raise RuntimeError("20,000 corners were taken")
        except urllib.error.HTTPError as refused:
            if json.load(refused)["code"] != "too_many_vertices":
                raise
    return 1000 * (threads_s(house.process.pid) - before) / times


def beside_shapely(setting: Setting, book: Book, example) -> None:
    if not setting.has("shapely", "numpy"):
        book.lack("consensus", "shapely's exact overlay", "shapely is not installed")
        return
    drawings = setting.kept / "drawings.json"
    told([example, "--json", "--few", "--write", drawings])
    runs = in_turn(
        setting.runs,
        ours=lambda: {"cpu_ms": told([example, "--json", "--few"])["runs"][0]["cpu_ms_median"]},
        shapely=lambda: told([setting.python, HERE / "peers" / "overlay.py", drawings]),
    )
    ours, exact = median(runs["ours"], "cpu_ms"), 1000 * median(runs["shapely"], "cpu_s")
    book.point("consensus", "consensus", "shapely's exact overlay", JUDGED, exact)
    peer = ("shapely's exact overlay", exact)
    book.compare("consensus", WORDS["line"], JUDGED, ours, peer, 250)
    one = runs["shapely"][0]
    book.note(
        "consensus",
        f"The overlay of {JUDGED} drawings has {one['faces']:,} faces. Area of both shapes by area of either: "
        f"{one['alike']:.4f} (the bar is .997).",
    )
