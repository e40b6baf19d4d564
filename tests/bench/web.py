"""Servers under load: the peers that serve the same points over HTTP, and wrk in front of any server."""

import json
import math
import os
import random
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from measure import cpu_s, wait_until

HERE = Path(__file__).resolve().parent
WEST, EAST, SOUTH, NORTH = 4.37, 4.60, 51.86, 51.98
# A phone's screen at street level: about 690 by 670 m.
WIDE, HIGH = 0.010, 0.006
CONNECTIONS = 16


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def boxes(template: str, count: int = 2_000) -> list[str]:
    """Paths of street-level boxes, the same for every server."""
    chance = random.Random(42)
    paths = []
    for _ in range(count):
        west, south = chance.uniform(WEST, EAST - WIDE), chance.uniform(SOUTH, NORTH - HIGH)
        box = f"{west:.6f},{south:.6f},{west + WIDE:.6f},{south + HIGH:.6f}"
        paths.append(template.replace("{bbox}", box))
    return paths


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    side = 2**zoom
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * side), int(down * side)


def tiles(zoom: int) -> list[tuple[int, int, int]]:
    """All tiles of a zoom that touch the data, in an order that is the same for every server."""
    (west, north), (east, south) = tile_at(WEST, NORTH, zoom), tile_at(EAST, SOUTH, zoom)
    found = [(zoom, x, y) for x in range(west, east + 1) for y in range(north, south + 1)]
    random.Random(42).shuffle(found)
    return found[:2_000]


def tile_paths(template: str, zoom: int) -> list[str]:
    return [
        template.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y)) for z, x, y in tiles(zoom)
    ]


def body_of(url: str, headers: dict | None = None) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


class Load:
    """Paths to ask a server for, kept as files for wrk."""

    def __init__(self, folder: Path, name: str, base: str, paths: list[str], tokens: list[str] | None = None):
        folder.mkdir(parents=True, exist_ok=True)
        self.base, self.paths = base, folder / f"{name}.paths"
        self.paths.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        self.tokens = None
        if tokens:
            self.tokens = folder / f"{name}.tokens"
            self.tokens.write_text("".join(f"{token}\n" for token in tokens), encoding="utf-8")

    def run(self, seconds: float, roots: list[int]) -> dict:
        """wrk with 16 connections held open; CPU is that of the server's process trees."""
        words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "30s"]
        words += ["-s", str(HERE / "load.lua"), self.base, "--", str(self.paths)]
        # Somewhere in fifteen years: two runs hardly ever meet.
        words += [str(random.randrange(15 * 365 * 86_400))]
        words += [str(self.tokens)] if self.tokens else []
        used = cpu_s(*roots)
        done = subprocess.run(words, capture_output=True, text=True, timeout=seconds + 120, check=True)
        used = cpu_s(*roots) - used
        found = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
        if not found["requests"] or found["broken"] or found["refused"]:
            raise RuntimeError(f"{self.paths.name}: {found}")
        return {
            "cpu_ms": 1000 * used / found["requests"],
            "p50_ms": found["p50_ms"],
            "p99_ms": found["p99_ms"],
            "per_s": found["requests"] / found["seconds"],
            "bytes": found["bytes"] / found["requests"],
        }


class Peer:
    """A server of somebody else's, started here and ended by its process id."""

    def __init__(self, words: list[str], port: int, environment: dict, ready: str, log: Path) -> None:
        self.base, self.ready = f"http://127.0.0.1:{port}", ready
        with log.open("wb") as out:
            self.process = subprocess.Popen(words, env={**os.environ, **environment}, stdout=out, stderr=out)
        try:
            wait_until(self._answers, 60, words[0])
        except RuntimeError:
            self.stop()
            raise RuntimeError(f"{Path(words[0]).name} did not start: {log.read_text()[-300:]}") from None

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError("it ended")
        try:
            return body_of(self.base + self.ready)[0] == 200
        except OSError:
            return False

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def tipg(venv: Path, database: str, log: Path) -> Peer:
    """tipg under uvicorn with two workers, as its manual has it."""
    port = free_port()
    words = [str(venv / "bin" / "python"), "-m", "uvicorn", "tipg.main:app", "--host", "127.0.0.1"]
    words += ["--port", str(port), "--workers", "2", "--no-access-log"]
    environment = {"DATABASE_URL": database, "TIPG_MAX_FEATURES_PER_QUERY": "10000"}
    return Peer(words, port, environment, "/collections", log)


def martin(binary: Path, database: str, log: Path) -> Peer:
    """martin with two workers and without its cache: tiles are made, not remembered."""
    port = free_port()
    words = [str(binary), "--listen-addresses", f"127.0.0.1:{port}", "-W", "2", "--cache-size", "0", database]
    return Peer(words, port, {}, "/catalog", log)
