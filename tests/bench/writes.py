"""Writes: findings that survive a power cut, sent to our server over HTTP by 16 and 64 clients at once, beside bare inserts
into a PostGIS table by pgbench, without any server in front."""

import json
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
from pathlib import Path

from book import Book
from cluster import Cluster
from measure import cpu_s, median, say
from our_house import OurHouse
from setting import HERE, Setting
from web import free_port

CLIENTS = (16, 64)
BESIDE = 16
BAR = 0.6
TABLE = """SET client_min_messages = warning;
DROP TABLE IF EXISTS written;
CREATE TABLE written (id uuid PRIMARY KEY, person uuid NOT NULL, category text NOT NULL, observed_at timestamptz NOT NULL,
    note text, geom geometry(Point, 4326) NOT NULL);
CREATE INDEX ON written USING gist (geom);"""
INSERT = """\\set lon random(4400000, 4500000)
\\set lat random(51890000, 51940000)
INSERT INTO written VALUES (gen_random_uuid(), '018f6b1e-0000-7000-8000-000000000001', 'lamp-uit', now(),
    'De lamp bij de bank doet het niet.', ST_SetSRID(ST_MakePoint(:lon / 1e6, :lat / 1e6), 4326));
"""


class OurWrites:
    """Our server, with wrk in front."""

    def __init__(self, setting: Setting) -> None:
        self.house = OurHouse(setting.binary, setting.kept / "house", free_port())
        self.house.open_empty(setting.buurten)
        self.tokens = setting.kept / "writes.tokens"
        self.tokens.write_text("".join(f"{token}\n" for token in self.house.tokens), encoding="utf-8")
        self.house.start()
        self.walk = self.house.plan_walk()["id"]
        self.acknowledged = 0
        self.most = 0

    def run(self, clients: int, seconds: float) -> dict:
        words = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "30s", "-s", str(HERE / "writes.lua")]
        words += [self.house.base, "--", str(random.randrange(10**7)), self.walk, str(self.tokens)]
        used = cpu_s(self.house.pid)
        done = subprocess.run(words, capture_output=True, text=True, timeout=seconds + 120, check=True)
        used = cpu_s(self.house.pid) - used
        found = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
        if not found["requests"] or found["broken"] or found["refused"]:
            raise RuntimeError(f"findings over HTTP: {found}")
        self.acknowledged += found["requests"]
        # What is under way when wrk stops is stored and not counted.
        self.most += found["requests"] + clients
        return told(found["requests"], found["seconds"], found["p50_ms"], found["p99_ms"], used)

    def check(self) -> None:
        base = sqlite3.connect(self.house.folder / "buurtschouw.sqlite")
        (stored,) = base.execute("SELECT count(*) FROM finding").fetchone()
        base.close()
        if not self.acknowledged <= stored <= self.most:
            raise RuntimeError(f"{self.acknowledged} findings were acknowledged and {stored} are stored")

    def end(self) -> None:
        self.house.stop()
        shutil.rmtree(self.house.folder, ignore_errors=True)


class BareInserts:
    """pgbench with one insert a transaction, on a cluster that survives a power cut."""

    def __init__(self) -> None:
        self.cluster = Cluster(durable=True)
        self.cluster.sql(TABLE)
        said = self.cluster.sql("SHOW fsync; SHOW synchronous_commit; SHOW full_page_writes;")
        if said.split() != ["on", "on", "on"]:
            raise RuntimeError(f"the peer would lose what it wrote: {said.split()}")

    def run(self, clients: int, seconds: float) -> dict:
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "insert.sql"
            script.write_text(INSERT, encoding="utf-8")
            words = ["pgbench", "--no-vacuum", "--client", str(clients), "--jobs", "1", "--protocol", "prepared"]
            # Connecting counts for its clock, and not for its figures.
            lasting = seconds + clients / 8
            words += ["--time", f"{lasting:.0f}", "--file", str(script), "--log", "--log-prefix", f"{folder}/each"]
            used = cpu_s(self.cluster.postmaster)
            environment = self.cluster.environment
            done = subprocess.run(
                words, env=environment, capture_output=True, text=True, timeout=seconds + 120, check=True
            )
            used = cpu_s(self.cluster.postmaster) - used
            took = sorted(
                int(line.split()[2]) / 1000
                for file in Path(folder).glob("each.*")
                for line in file.read_text().splitlines()
            )
        per_s = re.search(r"^tps = ([0-9.]+) \(without initial connection time\)", done.stdout, re.M)
        if not took or per_s is None:
            raise RuntimeError(f"pgbench: {done.stdout[-200:]} {done.stderr[-200:]}")
        lasted = len(took) / float(per_s[1])
        return told(len(took), lasted, statistics.median(took), took[int(0.99 * len(took))], used)


def told(count: int, seconds: float, p50_ms: float, p99_ms: float, cpu: float) -> dict:
    each = 1000 * seconds / count
    return {"count": count, "each_ms": each, "p50_ms": p50_ms, "p99_ms": p99_ms, "cpu_ms": 1000 * cpu / count}


def writes(setting: Setting, book: Book) -> None:
    if not setting.binary.exists():
        raise RuntimeError("our server is not built: make build")
    bare = None
    if shutil.which("pgbench"):
        try:
            bare = BareInserts()
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            book.lack("writes", "bare inserts", str(error).splitlines()[0][:120])
    else:
        book.lack("writes", "bare inserts", "pgbench is not here")
    ours = None
    try:
        ours = OurWrites(setting)
        beside(setting, book, ours, bare)
        ours.check()
    finally:
        if ours is not None:
            ours.end()
        if bare is not None:
            bare.cluster.stop()


def beside(setting: Setting, book: Book, ours: OurWrites, bare: BareInserts | None) -> None:
    """Ours and the peer's in turn, after two seconds each that are not measured."""
    runs: dict[tuple[str, int], list[dict]] = {}
    for number in range(setting.runs + 1):
        for clients in CLIENTS:
            for name, side in (("ours", ours), ("bare", bare)):
                if side is None:
                    continue
                found = side.run(clients, setting.seconds if number else 3)
                if number:
                    runs.setdefault((name, clients), []).append(found)
                    say(f"{name}, {clients} clients: {found['count']} kept, p50 {found['p50_ms']:.2f} ms, "
                        f"p99 {found['p99_ms']:.2f} ms")
    for clients in CLIENTS:
        write(book, clients, runs)
    book.note(
        "writes",
        "Ours: findings of a walk as a phone sends them, over HTTP to the whole server, SQLite with synchronous=FULL. "
        "The peer: one bare insert a transaction by pgbench (prepared statements, primary key and gist index, fsync and "
        "synchronous_commit on), no server in front. `a finding` is the wall time divided by what was kept.",
    )


def write(book: Book, clients: int, runs: dict) -> None:
    mine = runs["ours", clients]
    count = round(median(mine, "count"))
    for field, what, unit in (
        ("each_ms", "a finding", "ms wall"),
        ("p50_ms", "an answer", "ms p50"),
        ("p99_ms", "an answer", "ms p99"),
        ("cpu_ms", "a finding", "ms CPU"),
    ):
        said, figure = f"{what}, {clients} clients", median(mine, field)
        if ("bare", clients) not in runs:
            book.judge("writes", said, count, figure, None, unit)
            continue
        book.compare("writes", said, count, figure, (f"pgbench -c {clients}", median(runs["bare", clients], field)),
                     BAR if field == "each_ms" and clients == BESIDE else None, unit)
        if field == "each_ms" and clients != BESIDE:
            peer = (f"pgbench -c {BESIDE}", median(runs["bare", BESIDE], field))
            book.compare("writes", said, count, figure, peer, BAR, unit)
