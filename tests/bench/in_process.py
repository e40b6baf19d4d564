"""Hotspots, locate and the index: the crate's examples beside Python, PostGIS and rstar, one thread each."""

from book import Book
from measure import in_turn, median, told
from setting import HERE, KNOWN_SUMS, Setting

# Cells of the example's city: the peer's grid has as many.
COLUMNS, ROWS = 758, 720
ESDA = f"esda Gi*, {COLUMNS * ROWS:,} cells"
# Beside each finding, for the caller's own use.
TAG_BYTES = 4
LIMITS_MS = {100_000: 30.0, 1_000_000: 300.0}


def hotspots(setting: Setting, book: Book) -> None:
    example = setting.example("hotspots_speed")

    def ours(*counts: int) -> list[dict]:
        return told([example, *counts, "--json"])["runs"]

    def costliest(runs: list[dict], count: int) -> float:
        """Of all orders and crowds the example tries."""
        return max(run["cpu_ms_median"] for run in runs if run["findings"] == count)

    for count in setting.sizes:
        cost = costliest(ours(count), count)
        book.point("hotspots", "hotspots", "ours", count, cost)
        if count in LIMITS_MS:
            book.judge("hotspots", "one question", count, cost, LIMITS_MS[count], "ms CPU")
    if not setting.has("esda", "libpysal", "numpy"):
        book.lack("hotspots", "esda Gi*", "esda is not installed")
        return
    script = HERE / "peers" / "gi_star.py"
    for count in setting.judged:
        runs = in_turn(
            setting.runs,
            ours=lambda: {"cpu_ms": costliest(ours(count), count)},
            esda=lambda: told([setting.python, script, count, COLUMNS, ROWS]),
        )
        mine, esda = median(runs["ours"], "cpu_ms"), 1000 * median(runs["esda"], "cpu_s")
        alone = 1000 * median(runs["esda"], "cpu_g_s")
        book.point("hotspots", "hotspots", "esda Gi*", count, esda)
        book.compare("hotspots", "one question", count, mine, (ESDA, esda), 100 if count == 100_000 else None)
        book.compare("hotspots", "one question", count, mine, ("esda's G_Local alone", alone), None)
    clusters(setting, book, costliest, ours)
    book.note(
        "hotspots",
        "Ours: the dearest of four made-up crowds (people all different or 5,000; rows in no order or by person), "
        "median of nine runs each. esda: counting, weights and G_Local with star; weights handed over as arrays, the "
        "cheapest way in.",
    )


def clusters(setting: Setting, book: Book, costliest, ours) -> None:
    """Beside scikit-learn's DBSCAN, at the smallest judged size: it keeps all neighbours of all points in memory."""
    if not setting.has("sklearn"):
        book.lack("hotspots", "scikit-learn DBSCAN", "scikit-learn is not installed")
        return
    count = min(setting.judged)
    runs = in_turn(
        setting.runs,
        ours=lambda: {"cpu_ms": costliest(ours(count), count)},
        theirs=lambda: told([setting.python, HERE / "peers" / "clusters.py", count, COLUMNS, ROWS]),
    )
    mine, theirs = median(runs["ours"], "cpu_ms"), 1000 * median(runs["theirs"], "cpu_s")
    book.compare("hotspots", "one question", count, mine, ("scikit-learn DBSCAN, 50 m and 10 points", theirs), None)


def locate(setting: Setting, book: Book) -> None:
    example = setting.example("locate_files")
    sjoin = HERE / "peers" / "sjoin.py"
    has_sjoin = setting.has("geopandas", "pandas")
    if not has_sjoin:
        book.lack("locate", "geopandas sjoin", "geopandas is not installed")
    cluster = setting.cluster()
    if cluster is None:
        book.lack("locate", "PostGIS join", "PostgreSQL with PostGIS is not here")
    else:
        cluster.load_buurten(setting.buurten)
    for count in setting.sizes:
        points = setting.points(count)
        measured = {"ours": lambda: ours_located(told([example, points, setting.buurten]))}
        if has_sjoin:
            measured["sjoin"] = lambda: told([setting.python, sjoin, points, setting.buurten])
        if cluster is not None:
            cluster.load_points(points, count)
            measured["postgis"] = lambda: cut_join(cluster, count)
        runs = in_turn(setting.runs if count in setting.judged else 1, **measured)
        write_located(setting, book, count, runs)
    book.note(
        "locate",
        "CPU of finding the buurt of every point. Ours with building its index from the polygons; sjoin with making its "
        "frames and its index; PostGIS the join alone, with its indexes built before (cut with ST_Subdivide(32), one "
        "process), and once more with the cutting and indexing.",
    )


def ours_located(run: dict) -> dict:
    return {"cpu_ms": run["cpu_ms_median"], "assigned": run["assigned"], "sum": run["sum"]}


def cut_join(cluster, count: int) -> dict:
    session = cluster.session()
    try:
        built = session.timed(
            "SET client_min_messages = warning; DROP TABLE IF EXISTS cut;"
            " CREATE TABLE cut AS SELECT id, ST_Subdivide(geom, 32) AS geom FROM buurten;"
            " CREATE INDEX ON cut USING gist (geom); ANALYZE cut;"
        )
        query = (
            f"SELECT count(*), sum(cut.id) FROM findings_{count} AS f JOIN cut ON ST_Intersects(cut.geom, f.geom);"
        )
        session.timed(query)
        joined = session.timed(query)
    finally:
        session.end()
    rows, summed = joined["answer"].split("|")
    return {
        "cpu_s": joined["cpu_s"],
        "cpu_all_s": joined["cpu_s"] + built["cpu_s"],
        "assigned": int(rows),
        "sum": int(summed),
    }


def write_located(setting: Setting, book: Book, count: int, runs: dict) -> None:
    ours = median(runs["ours"], "cpu_ms")
    book.point("locate", "locate", "ours", count, ours)
    peers = {"sjoin": ("geopandas sjoin", 15), "postgis": ("PostGIS join", 10)}
    for series, (name, bar) in peers.items():
        if series in runs:
            theirs = 1000 * median(runs[series], "cpu_s")
            book.point("locate", "locate", name, count, theirs)
            if count in setting.judged:
                book.compare("locate", "all points", count, ours, (name, theirs), bar)
    if count not in setting.judged:
        return
    if "postgis" in runs:
        theirs = 1000 * median(runs["postgis"], "cpu_all_s")
        book.compare("locate", "all points", count, ours, ("the same with cutting and indexing", theirs), None)
    found = {series: (run[0]["assigned"], run[0]["sum"]) for series, run in runs.items()}
    known = KNOWN_SUMS.get(count) if setting.known_data else None
    verdict = "" if known is None else (", as known" if found["ours"] == (count, known) else f", BUT {known} IS KNOWN")
    said = "; ".join(f"{series} {rows:,} rows, sum {total}" for series, (rows, total) in found.items())
    book.note("locate", f"{count:,} points: {said}{verdict}.")


def index(setting: Setting, book: Book) -> None:
    example = setting.example("index_speed")
    for count in setting.sizes:
        run = told([example, setting.points(count), "--json"])["runs"][0]
        ours = run["ours_cpu_ms"]
        book.point("index", "index", "ours", count, ours)
        book.point("index", "index", "rstar, places alone", count, run["rstar_cpu_ms"])
        if count in setting.judged:
            book.compare("index", "build", count, ours, ("rstar, places alone", run["rstar_cpu_ms"]), 5)
            book.compare(
                "index", "build", count, ours, ("rstar, places with all columns", run["rstar_full_cpu_ms"]), None
            )
            each = round(run["bytes_each"] - TAG_BYTES, 1)
            book.judge("index", "memory, all columns", count, each, 56, "bytes each")
    book.note(
        "index",
        "Ours sorts three ways: by person and time, by place, by id; rstar by place alone. Memory is without the "
        "4 bytes of the tag that belongs to whoever calls; the bar for place and row number alone is 12, and so many are "
        "they by design.",
    )
