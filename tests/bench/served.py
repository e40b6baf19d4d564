"""Viewport, tiles and memory: our whole server with many findings, beside tipg and martin over the same points."""

import datetime
import gzip
import shutil

from book import Book
from measure import cpu_s, median, memory_mib, say
from our_house import OurHouse
from setting import ROOT, Setting
from tile_reader import content
from web import Load, Peer, body_of, boxes, free_port, martin, tile_paths, tiles, tipg

ITEMS = "/api/findings?bbox={bbox}&limit=1000"
TILE = "/tiles/findings/{z}/{x}/{y}.mvt"
# Our server remembers tiles and martin's cache is off: a period that changes nothing but the tile's tag.
FRESH = TILE + "?since={moment}"
CATALOGUE = ROOT / "data" / "categories.toml"
TILE_ZOOMS = (14, 16)
OVERVIEW_KB, TILE_KB = 60, 250
MEMORY_MIB = 256


class Served:
    """One size: our house with so many findings, and the peers over the same."""

    def __init__(self, setting: Setting, book: Book, wanted: set[str], count: int) -> None:
        self.setting, self.book, self.wanted, self.count = setting, book, wanted, count
        self.judged = count in setting.judged
        self.runs = setting.runs if self.judged else 1
        self.seconds = setting.seconds if self.judged else setting.seconds / 2
        self.paths = setting.kept / "paths"

    def measure(self) -> None:
        setting = self.setting
        house = OurHouse(setting.binary, setting.kept / "house", free_port())
        points = setting.points(self.count)
        house.furnish(points, setting.buurten, CATALOGUE, setting.buurt_of(self.count))
        took = house.start()
        try:
            fresh = memory_mib(house.pid)
            say(f"our server is ready after {took:.1f} s with {fresh['rss']:.0f} MiB")
            cluster = setting.cluster() if self.wanted & {"viewport", "tiles"} else None
            if cluster is not None:
                cluster.load_points(points, self.count)
            if "viewport" in self.wanted:
                self.viewport(house, cluster)
            if "hotspots" in self.wanted:
                self.hotspots(house)
            if "tiles" in self.wanted:
                self.tiles(house, cluster)
            if "memory" in self.wanted:
                self.memory(house, fresh, took)
        finally:
            house.stop()
            shutil.rmtree(house.folder, ignore_errors=True)

    def beside(self, ours: Load, house: OurHouse, theirs: Load | None, peer: Peer | None) -> dict:
        """Ours and the peer's in turn; each is asked for two seconds before, unmeasured."""
        cluster = self.setting.base
        measured = {"ours": (ours, [house.pid])}
        if theirs is not None and peer is not None and cluster is not None:
            measured["peer"] = (theirs, [peer.pid, cluster.postmaster])
        for load, roots in measured.values():
            load.run(2, roots)
        found: dict[str, list[dict]] = {name: [] for name in measured}
        for _ in range(self.runs):
            for name, (load, roots) in measured.items():
                found[name].append(load.run(self.seconds, roots))
        return found

    def write(self, part: str, what: str, curve: str, name: str, found: dict, bars: dict) -> None:
        ours = median(found["ours"], "cpu_ms")
        self.book.point(part, curve, "ours", self.count, ours)
        if "peer" in found:
            self.book.point(part, curve, name, self.count, median(found["peer"], "cpu_ms"))
        if not self.judged:
            return
        units = {"cpu_ms": "ms CPU", "p50_ms": "ms p50", "p99_ms": "ms p99", "bytes": "bytes with headers"}
        for field, unit in units.items():
            mine = median(found["ours"], field)
            if "peer" in found:
                peer = (name, median(found["peer"], field))
                self.book.compare(part, what, self.count, mine, peer, bars.get(field), unit)
            else:
                self.book.judge(part, what, self.count, mine, None, unit)
        rates = ", ".join(f"{series} {median(runs, 'per_s'):,.0f} a second" for series, runs in found.items())
        self.book.note(part, f"{what}, {self.count:,} findings: {rates}.")

    def viewport(self, house: OurHouse, cluster) -> None:
        ours = Load(self.paths, "ours-items", house.base, boxes(ITEMS), house.tokens)
        if cluster is None or not self.setting.has("tipg", "uvicorn"):
            self.book.lack("viewport", f"tipg, {self.count:,}", "tipg or PostGIS is not here")
            self.write("viewport", "one screen", "viewport", "tipg", self.beside(ours, house, None, None), {})
            return
        template = f"/collections/public.findings_{self.count}/items?bbox={{bbox}}&limit=1000"
        peer = tipg(self.setting.venv, cluster.url, self.setting.kept / "tipg.log")
        try:
            theirs = Load(self.paths, "tipg-items", peer.base, boxes(template))
            found = self.beside(ours, house, theirs, peer)
        finally:
            peer.stop()
        self.write("viewport", "one screen", "viewport", "tipg", found, {"cpu_ms": 50, "p99_ms": 20})

    def hotspots(self, house: OurHouse) -> None:
        """Questions over HTTP, each of a period that nobody asked before: the first days of two years differ."""
        limit = {100_000: 30.0, 1_000_000: 300.0}.get(self.count)
        shown = {"the whole city": [""] * 3 * self.runs, "one screen": boxes("&bbox={bbox}", 3 * self.runs)}
        day = house.begin
        for what, boxed in shown.items():
            used, weight = cpu_s(house.pid), 0
            for box in boxed:
                day += datetime.timedelta(days=1)
                status, _, body = house.ask(f"/api/hotspots?since={day.isoformat()}{box}")
                if status != 200:
                    raise RuntimeError(f"/api/hotspots: {status} {body[:200]!r}")
                weight += len(body) / len(boxed)
            cost = 1000 * (cpu_s(house.pid) - used) / len(boxed)
            self.book.point("hotspots", f"over HTTP, {what}", "ours", self.count, cost)
            if self.judged:
                said = f"an answer over HTTP, {what} ({weight / 1000:.0f} kB), not cached"
                self.book.judge("hotspots", said, self.count, cost, limit, "ms CPU")

    def tiles(self, house: OurHouse, cluster) -> None:
        status, _, body = house.ask("/tiles/findings/14/8395/5420.mvt")
        if status == 404:
            self.book.lack("tiles", "our tiles", "the server has no such door")
            return
        peer = None
        if cluster is not None and self.setting.martin.exists():
            export = self.setting.data / "tiles.csv"
            house.export(export, CATALOGUE)
            cluster.load_tiles(export, self.count)
            export.unlink()
            peer = martin(self.setting.martin, cluster.url, self.setting.kept / "martin.log")
        else:
            self.book.lack("tiles", f"martin, {self.count:,}", "martin or PostGIS is not here")
        try:
            for zoom in TILE_ZOOMS:
                self.tiles_of(zoom, house, peer)
        finally:
            if peer is not None:
                peer.stop()
        if self.judged:
            self.sizes(house)

    def tiles_of(self, zoom: int, house: OurHouse, peer: Peer | None) -> None:
        ours = Load(self.paths, "ours-tiles", house.base, tile_paths(FRESH, zoom), house.tokens)
        theirs = None
        if peer is not None:
            template = f"/tiles_{self.count}/{{z}}/{{x}}/{{y}}"
            theirs = Load(self.paths, "martin-tiles", peer.base, tile_paths(template, zoom))
        found = self.beside(ours, house, theirs, peer)
        same = peer is not None and self.same_content(house, peer, zoom)
        # A bar is for the same content; a tile of ours that would be too heavy holds counts instead.
        bars = {"cpu_ms": 8} if same else {}
        self.write("tiles", f"one tile of zoom {zoom}", f"tile z{zoom}", "martin", found, bars)

    def same_content(self, house: OurHouse, peer: Peer, zoom: int) -> bool:
        """Whether a hundred tiles hold as many findings in both, within the few that a margin around tiles adds."""
        counts: dict[str, int] = {"ours": 0, "martin": 0}
        names: dict[str, list[str]] = {"ours": [], "martin": []}
        for z, x, y in tiles(zoom)[:100]:
            path = TILE.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
            bodies = {
                "ours": house.ask(path)[2],
                "martin": body_of(f"{peer.base}/tiles_{self.count}/{z}/{x}/{y}")[1],
            }
            for series, body in bodies.items():
                features, found = content(body)
                counts[series] += features
                names[series] = sorted({*names[series], *found})
        same = 0.8 * counts["martin"] < counts["ours"] < 1.2 * counts["martin"]
        if self.judged:
            said = "; ".join(f"{series} {counts[series]:,} features ({', '.join(names[series])})" for series in counts)
            verdict = "" if same else ": NOT the same content, ours falls back to counts where points would be too many"
            many = len(tiles(zoom)[:100])
            self.book.note("tiles", f"{many} tiles of zoom {zoom}, {self.count:,} findings: {said}{verdict}.")
        return same

    def sizes(self, house: OurHouse) -> None:
        """The heaviest tile of each zoom, packed."""
        heaviest: dict[int, int] = {}
        for zoom in range(8, 17):
            for z, x, y in tiles(zoom)[:400]:
                path = TILE.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
                _, headers, body = house.ask(path, **{"Accept-Encoding": "gzip"})
                packed = headers.get("content-encoding") == "gzip"
                size = len(body) if packed else len(gzip.compress(body, 6))
                heaviest[zoom] = max(heaviest.get(zoom, 0), size)
        below = max(size for zoom, size in heaviest.items() if zoom < 14) / 1000
        above = max(size for zoom, size in heaviest.items() if zoom >= 14) / 1000
        self.book.judge("tiles", "heaviest tile below zoom 14, gzip", self.count, below, OVERVIEW_KB, "kB")
        self.book.judge("tiles", "heaviest tile from zoom 14 on, gzip", self.count, above, TILE_KB, "kB")

    def memory(self, house: OurHouse, fresh: dict, took: float) -> None:
        if not self.wanted & {"viewport", "tiles"}:
            Load(self.paths, "ours-items", house.base, boxes(ITEMS), house.tokens).run(10, [house.pid])
        loaded = memory_mib(house.pid)
        bar = MEMORY_MIB if self.count == 1_000_000 else None
        for moment, found in (("after its start", fresh), ("after the load", loaded)):
            self.book.point("memory", "memory", f"ours, {moment}", self.count, found["rss"])
            if self.judged:
                self.book.judge("memory", f"resident, {moment}", self.count, found["rss"], bar, "MiB")
                self.book.judge("memory", f"of that without files, {moment}", self.count, found["anon"], None, "MiB")
        if self.count == 1_000_000:
            self.book.note(
                "memory",
                "Resident memory holds pages of the SQLite file while it is read; the kernel takes those back when it "
                "needs the room.",
            )
        if self.judged:
            self.book.judge("memory", "from start to ready", self.count, took, None, "s")


def served(setting: Setting, book: Book, wanted: set[str], count: int) -> None:
    """All that goes through servers, at one size."""
    if not setting.binary.exists():
        raise RuntimeError("our server is not built: make build")
    Served(setting, book, wanted, count).measure()
