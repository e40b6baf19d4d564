"""What a run of the benchmarks stands on: folders, sizes, which peers are here, and the data."""

import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cluster import Cluster
from measure import say

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "bench"
KIT = ROOT.parent / "shared" / "peers"
PARTS = ["hotspots", "locate", "index", "viewport", "tiles", "memory", "writes", "photos", "phone", "consensus", "live"]
# Sums of the buurt numbers that every point's one buurt gives, for the kit's data.
KNOWN_SUMS = {100_000: 4_935_473, 1_000_000: 49_321_845}


@dataclass
class Setting:
    """One run."""

    target: Path
    quick: bool
    only: list[str]
    base: Cluster | None = None
    # Why there is no cluster, once that is known.
    no_base: str = ""

    def __post_init__(self) -> None:
        self.kept = self.target / "bench"
        self.venv = self.kept / "venv"
        self.martin = self.kept / "martin" / "bin" / "martin"
        self.binary = self.target / "release" / "buurtschouw"
        self.data = self.kept / "data"
        self.out = self.kept / "quick" if self.quick else ROOT / "bench"
        self.out.mkdir(parents=True, exist_ok=True)
        # Sizes that bars are judged at, and those between that only show the slope.
        self.judged = [10_000] if self.quick else [100_000, 1_000_000]
        self.sizes = [10_000, 30_000] if self.quick else [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000]
        self.runs = 1 if self.quick else 3
        self.seconds = 2.0 if self.quick else 6.0

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    def has(self, *packages: str) -> bool:
        """Whether the venv has these Python packages."""
        if not self.python.exists():
            return False
        words = [str(self.python), "-c", "import " + ", ".join(packages)]
        return subprocess.run(words, capture_output=True, timeout=120, check=False).returncode == 0

    def points(self, count: int) -> Path:
        """The points as CSV."""
        return self.data / f"findings_{count}.csv"

    def make_data(self) -> None:
        """Points of every size and the buurten, unless they are there."""
        # Writing and the phone begin with an empty house, and photos and drawings are made by their examples.
        wanted = self.sizes if set(self.only) - {"writes", "photos", "phone", "consensus", "live"} else self.sizes[:1]
        counts = [count for count in wanted if not self.points(count).exists()]
        if counts or not self.buurten.exists():
            self._make(counts or self.sizes[:1])

    @property
    def buurten(self) -> Path:
        return self.data / "buurten.geojson"

    @property
    def known_data(self) -> bool:
        """Whether the data came from the kit's generator, whose sums are known."""
        return (self.data / "from_the_kit").exists()

    def _make(self, counts: list[int]) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        say(f"making data: {counts}")
        generator = KIT / "gen.py"
        if generator.exists() and self.has("numpy", "shapely") and not self._own_data():
            words = [str(self.python), str(generator), str(self.data), *map(str, counts)]
            subprocess.run(words, check=True, timeout=600, stdout=subprocess.DEVNULL)
            (self.data / "from_the_kit").touch()
            return
        words = ["python3", str(HERE / "data.py"), str(self.data), *map(str, counts)]
        subprocess.run(words, check=True, timeout=600)

    def _own_data(self) -> bool:
        return self.buurten.exists() and not self.known_data

    def buurt_of(self, count: int) -> list[str | None]:
        """The buurt of each point; all unknown without the Python packages that find them."""
        kept = self.data / f"buurt_{count}.txt"
        points = self.points(count)
        if not kept.exists() and self.has("shapely", "pandas"):
            words = [self.python, HERE / "peers" / "buurten_of.py", points, self.buurten, kept]
            subprocess.run([str(word) for word in words], check=True, timeout=300)
        if not kept.exists():
            return [None] * count
        return [line or None for line in kept.read_text(encoding="utf-8").splitlines()]

    def cluster(self) -> Cluster | None:
        """PostgreSQL with PostGIS, started when first asked for; none when it cannot be had."""
        if self.base is None and not self.no_base:
            try:
                self.base = Cluster()
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                self.no_base = str(error).splitlines()[0][:120]
                say(f"no PostGIS: {self.no_base}")
        return self.base

    def close(self) -> None:
        if self.base is not None:
            self.base.stop()
            self.base = None

    def example(self, name: str) -> Path:
        return self.target / "release" / "examples" / name


def line_of(*words: str) -> str:
    """The first line a command prints, or nothing."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return ""
    return ((done.stdout or done.stderr).strip().splitlines() or [""])[0]


def machine() -> dict:
    """The machine without its name."""
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    return {
        "cores": os.cpu_count(),
        "model": model[1] if model else platform.machine(),
        "memory_gib": round(int(memory[1]) / 2**20) if memory else None,
        "system": line_of("sh", "-c", '. /etc/os-release; echo "$PRETTY_NAME"'),
    }


def versions(setting: Setting) -> dict:
    """Versions of all that was measured or measured with."""
    found = {
        "Buurtschouw": line_of("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"),
        "rustc": line_of("rustc", "--version").removeprefix("rustc ").split(" (")[0],
        "rstar": locked("rstar"),
        "Python": platform.python_version(),
    }
    if shutil.which("wrk"):
        found["wrk"] = (re.search(r"wrk \S*?(\d[\w.]*)", line_of("wrk", "-v")) or ["", ""])[1]
    if setting.martin.exists():
        found["martin"] = line_of(str(setting.martin), "--version").split()[-1]
    if setting.python.exists():
        names = ["numpy", "pandas", "shapely", "geopandas", "esda", "libpysal", "tipg"]
        script = (
            "import importlib.metadata as m\n"
            f"for n in {names!r}:\n"
            "    try: print(n, m.version(n))\n"
            "    except m.PackageNotFoundError: pass"
        )
        done = subprocess.run(
            [str(setting.python), "-c", script], capture_output=True, text=True, timeout=60, check=False
        )
        found.update(line.split() for line in done.stdout.splitlines())
    return found


def locked(crate: str) -> str:
    text = (ROOT / "Cargo.lock").read_text(encoding="utf-8")
    found = re.findall(rf'name = "{crate}"\nversion = "([^"]+)"', text)
    # Ascending in the lock; older ones stand there for features of other crates that nobody turned on.
    return found[-1] if found else ""
