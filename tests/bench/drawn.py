"""Consensus of drawings: the crate's example beside shapely's exact overlay of the same drawings, one thread each."""

from book import Book
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
