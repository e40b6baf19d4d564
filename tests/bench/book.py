"""Where the figures are kept until they are written down: lines that bars judge, curves for the plot, and what each part
says about itself. Parts that are not run again keep what they had."""

import datetime
import json
from pathlib import Path

from measure import load, say

TITLES = {
    "hotspots": "Hotspots, over the whole city at 25 m",
    "locate": "Points to buurten",
    "index": "Building the index of findings",
    "viewport": "A phone's screen of findings over HTTP",
    "tiles": "Vector tiles over HTTP",
    "memory": "Memory of the whole server",
    "writes": "Findings kept for good",
    "photos": "Photos developed",
    "phone": "A slow phone, wall time",
    "consensus": "One border of many drawings",
    "live": "Idle live streams",
}


class Book:
    """All results, by part."""

    def __init__(self, file: Path, bars: bool) -> None:
        # Bars are for the sizes they were set at; a quick run has none.
        self.file, self.bars = file, bars
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        self.parts: dict[str, dict] = kept.get("parts", {})
        self.versions: dict[str, str] = kept.get("versions", {})

    def begin(self, part: str) -> None:
        """Forgets what the part had, and writes down when it began and how busy the machine was."""
        say(f"--- {TITLES[part]}")
        self.parts[part] = {
            "date": datetime.date.today().isoformat(),
            "load_before": load(),
            "lines": [],
            "curves": {},
            "notes": [],
            "missing": [],
        }

    def end(self, part: str) -> None:
        self.parts[part]["load_after"] = load()

    def compare(self, part: str, what: str, count: int, ours: float, peer: tuple, bar: float | None, unit="ms CPU"):
        """Ours beside a peer (name, figure). The bar is the least ratio of the peer's figure to ours."""
        name, theirs = peer
        bar = bar if self.bars else None
        ratio = theirs / ours if ours else float("inf")
        self._line(part, what, count, ours, unit, bar, ratio=ratio, peer=theirs, peer_name=name, kind="ratio")
        self.parts[part]["lines"][-1]["held"] = None if bar is None else ratio >= bar

    def judge(self, part: str, what: str, count: int, ours: float, bar: float | None, unit: str):
        """Ours against a limit: the bar is the most it may be."""
        bar = bar if self.bars else None
        self._line(part, what, count, ours, unit, bar, kind="most")
        self.parts[part]["lines"][-1]["held"] = None if bar is None else ours <= bar

    def _line(self, part: str, what: str, count: int, ours: float, unit: str, bar: float | None, **more) -> None:
        line = {"what": what, "findings": count, "ours": ours, "unit": unit, "bar": bar, **more}
        self.parts[part]["lines"].append(line)
        against = f", {more['peer_name']} {more['peer']:.4g}, ratio {more['ratio']:.3g}" if "ratio" in more else ""
        say(f"{what}, {count:,}: {ours:.4g} {unit}{against}")

    def point(self, part: str, curve: str, series: str, count: int, cpu_ms: float) -> None:
        """One point of the plot: CPU milliseconds of one operation at so many findings."""
        points = self.parts[part]["curves"].setdefault(curve, {}).setdefault(series, [])
        points.append([count, cpu_ms])
        points.sort()

    def note(self, part: str, text: str) -> None:
        self.parts[part]["notes"].append(text)

    def lack(self, part: str, what: str, why: str) -> None:
        self.parts[part]["missing"].append({"what": what, "why": why})
        say(f"not measured: {what} ({why})")

    def save(self, machine: dict, versions: dict) -> None:
        document = {"machine": machine, "versions": versions, "parts": self.parts}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
