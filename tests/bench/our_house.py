"""Our server with many findings: its data folder, its tokens, its start and its end.

Rows go straight into the SQLite file, for measuring only: a million findings through the door would take an hour. The
columns are those of `migrations/sqlite`, every row is as the door would have left it, and the server reads them at its
start like any others.
"""

import csv
import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import time
import tomllib
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from measure import say, wait_until

# Findings of one person, on average; a walk for every two hundred findings.
EACH = 20
# A token may ask a million times a minute; several are used in turn, so that the limit is never what is measured.
TOKENS = 8
LOOSE = {
    "BUURTSCHOUW_READS_PER_MINUTE": "1000000",
    "BUURTSCHOUW_FINDINGS_PER_MINUTE": "1000000",
    "BUURTSCHOUW_LOG": "warn",
    "BUURTSCHOUW_HEADER_SECONDS": "600",
}


def uuid7(at_ms: int, number: int, kind: int) -> bytes:
    """A UUIDv7 that is the same in every run."""
    return (
        at_ms.to_bytes(6, "big")
        + (0x7000 | kind).to_bytes(2, "big")
        + (0b10 << 62 | number).to_bytes(8, "big")
    )


def categories(catalogue: Path) -> list[str]:
    """Twelve items of open problem groups: they count in hotspots and everyone may see them after review."""
    known = tomllib.loads(catalogue.read_text(encoding="utf-8"))
    open_groups = {g["code"] for g in known["group"] if g["kind"] == "problem" and g["sensitivity"] == "open"}
    items = [
        item["code"]
        for item in known["item"]
        if item["group"] in open_groups and item.get("stored", True) and "sensitivity" not in item
    ]
    return items[:: max(1, len(items) // 12)][:12]


class OurHouse:
    """A data folder with findings, and the server over it."""

    def __init__(self, binary: Path, folder: Path, port: int) -> None:
        self.binary, self.folder, self.port = binary, folder, port
        self.tokens: list[str] = []
        self.process: subprocess.Popen | None = None
        self.begin = datetime.date.min

    def _environment(self) -> dict:
        return {
            **os.environ,
            **LOOSE,
            "BUURTSCHOUW_DATA_DIR": str(self.folder),
            "BUURTSCHOUW_LISTEN": f"127.0.0.1:{self.port}",
        }

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [str(self.binary), *words],
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"buurtschouw {' '.join(words[:2])}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def open_empty(self, buurten: Path) -> None:
        """A house with borders and tokens."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.tokens = [
            self._run("token", "--role", "networker").strip().splitlines()[-1] for _ in range(TOKENS)
        ]
        self._run("import", "buurten", str(buurten), "--code", "id", "--name", "naam")

    def furnish(self, points: Path, buurten: Path, catalogue: Path, buurt_of: list[str | None]) -> None:
        """An empty house with borders and tokens, then all findings of the file."""
        self.open_empty(buurten)
        began = time.perf_counter()
        count = self._fill(points, categories(catalogue), buurt_of)
        say(f"our house: {count} findings in {time.perf_counter() - began:.0f} s")

    def _fill(self, points: Path, codes: list[str], buurt_of: list[str | None]) -> int:
        with points.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        kinds = {name: code for name, code in zip(sorted({row["category"] for row in rows}), codes)}
        moments = [
            int(datetime.datetime.fromisoformat(row["ts"].replace("Z", "+00:00")).timestamp() * 1000)
            for row in rows
        ]
        later = int(time.time() * 1000) - 3_600_000 - max(moments)
        begin = min(moments) + later
        self.begin = datetime.datetime.fromtimestamp(begin / 1000, datetime.UTC).date()
        people, walks = max(3, len(rows) // EACH), max(1, len(rows) // 200)
        base = sqlite3.connect(self.folder / "buurtschouw.sqlite", isolation_level=None)
        # The file is thrown away afterwards.
        base.execute("PRAGMA synchronous = OFF")
        base.execute("PRAGMA cache_size = -200000")
        base.execute("BEGIN IMMEDIATE")
        base.executemany(
            "INSERT INTO person (id, role, buurt, token_sha256, made_at) VALUES (?, 'participant', NULL, ?, ?)",
            (
                (uuid7(begin, n, 1), hashlib.sha256(f"nobody {n}".encode()).digest(), begin)
                for n in range(people)
            ),
        )
        base.executemany(
            "INSERT INTO walk (id, title, buurt, starts_at, meeting_point, themes, code, secret, made_by, made_at)"
            " VALUES (?, ?, NULL, ?, NULL, '[]', ?, ?, ?, ?)",
            (
                (uuid7(begin, n, 2), f"Schouw {n}", begin, f"BENCH{n:06}", f"bench-{n}", uuid7(begin, 0, 1), begin)
                for n in range(walks)
            ),
        )
        base.executemany(
            "INSERT INTO finding (id, person_id, walk_id, category, lon, lat, accuracy_m, position_source,"
            " observed_at, received_at, note, suggested_measure, perceived_safety, buurt, body, reviewed_at,"
            " withdrawn_at) VALUES (?, ?, ?, ?, ?, ?, 5.0, 'gps', ?, ?, ?, NULL, NULL, ?, ?, ?, NULL)",
            (
                self._row(row, at + later, begin, number, kinds[row["category"]], people, walks, buurt)
                for number, (row, at, buurt) in enumerate(zip(rows, moments, buurt_of))
            ),
        )
        base.execute("COMMIT")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.close()
        return len(rows)

    @staticmethod
    def _row(row, at: int, begin: int, number: int, code: str, people: int, walks: int, buurt) -> tuple:
        lon, lat = float(row["lon"]), float(row["lat"])
        # Multiplied by a number without a common factor: neighbours in time are different people.
        person = uuid7(begin, number * 7_919 % people, 1)
        body = {
            "category": code,
            "position": {"lon": lon, "lat": lat},
            "accuracy_m": 5,
            "position_source": "gps",
            "observed_at": datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).isoformat(),
            "note": row["note"],
        }
        return (
            uuid7(at, number, 3),
            person,
            uuid7(begin, number // 200 % walks, 2),
            code,
            lon,
            lat,
            at,
            at,
            row["note"],
            buurt,
            json.dumps(body),
            at,
        )

    def export(self, file: Path, catalogue: Path) -> None:
        """What our tiles say of each finding, as CSV: so that a peer can serve the same."""
        known = tomllib.loads(catalogue.read_text(encoding="utf-8"))
        kinds = {group["code"]: group["kind"] for group in known["group"]}
        groups = {item["code"]: item["group"] for item in known["item"]}
        base = sqlite3.connect(self.folder / "buurtschouw.sqlite")
        rows = base.execute("SELECT id, observed_at / 1000, category, buurt, lon, lat FROM finding")
        with file.open("w", encoding="utf-8") as out:
            out.write("id,t,category,group,kind,buurt,lon,lat\n")
            for id_, seconds, code, buurt, lon, lat in rows:
                group = groups[code]
                out.write(f"{uuid.UUID(bytes=id_)},{seconds},{code},{group},{kinds[group]},{buurt or ''},{lon},{lat}\n")
        base.close()

    def start(self) -> float:
        """Starts the server and waits until it is ready; gives the seconds that took."""
        began = time.perf_counter()
        log = (self.folder / "log.txt").open("ab")
        self.process = subprocess.Popen(
            [str(self.binary), "serve"], env=self._environment(), stdout=log, stderr=log
        )
        log.close()
        wait_until(self._ready, 300, "our server")
        return time.perf_counter() - began

    def _ready(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            raise RuntimeError(f"our server ended: {(self.folder / 'log.txt').read_text()[-400:]}")
        try:
            with urllib.request.urlopen(f"{self.base}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError("our server does not run")
        return self.process.pid

    def ask(self, path: str, **headers: str) -> tuple[int, dict, bytes]:
        """One request as staff: status, headers, body."""
        asked = urllib.request.Request(
            self.base + path, headers={"Authorization": f"Bearer {self.tokens[0]}", **headers}
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, dict(refused.headers), refused.read()

    def plan_walk(self) -> dict:
        """A walk that begins now, as the door tells it: its id, its code."""
        moment = datetime.datetime.now(datetime.UTC).isoformat()
        body = json.dumps({"title": "Schouw", "buurt": "1", "starts_at": moment}).encode()
        headers = {"Authorization": f"Bearer {self.tokens[0]}", "Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.base}/api/walks", data=body, headers=headers, method="POST")
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
