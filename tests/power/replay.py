#!/usr/bin/env python3
"""Power-loss replay: does everything the server acknowledged survive a power cut at any moment?

A killed process proves nothing here, since the kernel still writes its pages out. So the server runs under
strace while a crowd sends findings and photos; from its system calls the disk is rebuilt as a power cut would
have left it, at each acknowledgement (nothing of what waits came through; some of it; torn sectors) and at
random moments between. Each image is opened and searched for every acknowledged id. The same trace is then
replayed on a disk that never syncs, where losses must show: a replay that finds nothing there is blind.

    tests/power/replay.py --server target/release/buurtschouw      the real server
    tests/power/replay.py --self-test                              the replay finds planted losses

Needs Python 3.11, strace 5.3 or newer and leave to trace one's own children. Exit: 0 nothing lost, 1 something
lost or damaged, 2 it could not be tried.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True

from disk import Disk
from load import Crowd, write_square
from stand_in import make_tables
from syscalls import CALLS, STRING_LIMIT, TraceFault, steps
from verdict import Judge

HERE = os.path.dirname(os.path.abspath(__file__))
STATUS = re.compile(rb"HTTP/1\.1 (\d\d\d)")
NAME = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def give_up(text: str):
    print(f"replay: {text}", file=sys.stderr)
    raise SystemExit(2)


class Traced:
    """A program that serves on loopback, under strace."""

    def __init__(self, command: list[str], trace: str, environment: dict[str, str], log: str) -> None:
        strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", str(STRING_LIMIT), "--seccomp-bpf"]
        line = [*strace, "-e", f"trace={CALLS}", "-e", "signal=none", "-o", trace, *command]
        self.log = open(log, "wb")
        self.process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=self.log, env={**os.environ, **environment}
        )
        self.port = self.wait_for_port(log)

    def wait_for_port(self, log: str) -> int:
        for line in self.process.stdout:
            found = re.search(rb"http://127\.0\.0\.1:(\d+)", line)
            if found:
                return int(found.group(1))
        self.process.wait()
        with open(log, encoding="utf-8", errors="replace") as text:
            give_up("the program did not start under strace:\n" + text.read()[-2000:])

    def stop(self) -> None:
        """SIGTERM to the program itself: strace would only let go of it."""
        pid = self.process.pid
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            for child in children.read().split():
                os.kill(int(child), signal.SIGTERM)
        try:
            self.process.wait(60)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.log.close()


class Replay:
    """Feeds the trace to the disk and cuts the power again and again."""

    def __init__(self, disk: Disk, judge: Judge, crowd: Crowd, options) -> None:
        self.disk, self.judge, self.crowd = disk, judge, crowd
        self.chance = random.Random(options.seed)
        self.between = 0 if disk.deaf else options.between
        self.sorts = ("none",) if disk.deaf else ("none", "some", "torn")
        self.findings: set[str] = set()
        self.photos: set[str] = set()
        self.statuses: dict[str, bytes] = {}

    def run(self, trace: str) -> None:
        for call, ended in steps(trace):
            if call.path.startswith("socket:") or call.path.startswith("TCP:"):
                if not ended and call.data:
                    self.told(call)
            elif self.disk.feed(call, ended) and self.chance.random() < self.between:
                self.cut(("some", "torn")[self.chance.randrange(2)])
        self.cut("none")

    def told(self, call) -> None:
        """An answer begins to leave: from now on what it acknowledges must survive."""
        new = False
        for match in re.finditer(STATUS.pattern + b"|" + NAME.pattern, call.data):
            if match.group(1):
                self.statuses[call.path] = match.group(1)
                continue
            name = match.group().decode()
            if self.statuses.get(call.path) not in (b"200", b"201"):
                continue
            for said, kept in ((self.crowd.findings, self.findings), (self.crowd.photos, self.photos)):
                if name in said and name not in kept:
                    kept.add(name)
                    new = True
        if new:
            for sort in self.sorts:
                self.cut(sort)

    def cut(self, sort: str) -> None:
        about = f"{len(self.findings)} findings, {len(self.photos)} photos acknowledged, {sort} of what waits"
        self.judge.look(self.disk.image(sort, self.chance), self.findings, self.photos, about)


def judged(disk: Disk, database: str, trace: str, crowd: Crowd, options):
    judge = Judge(disk.root, database)
    replay = Replay(disk, judge, crowd, options)
    try:
        replay.run(trace)
    except TraceFault as fault:
        give_up(str(fault))
    finally:
        judge.close()
    return judge, replay


def rehearse(folder: str, prepare, command: list[str], environment: dict[str, str], database: str, options) -> dict:
    """One run: prepares the folder, traces the program under load, replays. Gives the figures."""
    data = os.path.join(folder, "data")
    os.makedirs(data)
    tokens = prepare(data)
    disk, deaf = Disk(data), Disk(data, deaf=True)
    trace = os.path.join(folder, "trace")
    server = Traced(command, trace, environment, os.path.join(folder, "log"))
    started = time.monotonic()
    try:
        crowd = Crowd(server.port, tokens, options.findings, options.seed)
        crowd.plan_walk("XX0001")
        crowd.go()
    finally:
        server.stop()
    took = time.monotonic() - started
    if crowd.faults or not crowd.findings:
        give_up("the crowd was refused:\n" + "\n".join(crowd.faults[:5]))
    judge, replay = judged(disk, database, trace, crowd, options)
    if not judged(deaf, database, trace, crowd, options)[0].failed:
        give_up("nothing would be lost even on a disk that never syncs: the replay is blind")
    if replay.findings != crowd.findings or replay.photos != crowd.photos:
        give_up(f"the trace shows {len(replay.findings)} acknowledged findings, the crowd saw {len(crowd.findings)}")
    return {
        "findings": len(replay.findings),
        "photos": len(replay.photos),
        "load_s": round(took, 1),
        "syncs": disk.syncs,
        "writes": disk.writes,
        "images": judge.images,
        "broken": dict(judge.count),
        "worst": dict(judge.worst),
        "examples": judge.faults,
    }


def real(options) -> dict:
    server = os.path.abspath(options.server)
    if not os.access(server, os.X_OK):
        give_up(f"{options.server} is not there: run `make build` first")
    with tempfile.TemporaryDirectory(prefix="power-loss-") as folder:
        data = os.path.join(folder, "data")
        environment = {"BUURTSCHOUW_DATA_DIR": data, "BUURTSCHOUW_LISTEN": "127.0.0.1:0"}

        def ask(*words: str) -> str:
            done = subprocess.run(
                [server, *words], env={**os.environ, **environment}, capture_output=True, text=True, check=False
            )
            if done.returncode != 0:
                give_up(f"{' '.join(words)}: {done.stderr.strip()}")
            return done.stdout.strip()

        def prepare(_: str) -> list[str]:
            ask("import", "buurten", write_square(folder))
            tokens = [ask("token", "--role", "networker") for _ in range(options.clients)]
            return [token.splitlines()[-1] if token else give_up("no token was printed") for token in tokens]

        figures = rehearse(folder, prepare, [server, "serve"], environment, options.database, options)
        if options.keep:
            shutil.copytree(folder, options.keep, dirs_exist_ok=True)
        return figures


def stand_in(synchronous: str, photos: str, options) -> dict:
    with tempfile.TemporaryDirectory(prefix="power-loss-") as folder:
        command = [sys.executable, os.path.join(HERE, "stand_in.py"), os.path.join(folder, "data"), synchronous, photos]

        def prepare(data: str) -> list[str]:
            make_tables(data)
            return ["none"] * options.clients

        return rehearse(folder, prepare, command, {}, "stand-in.db", options)


def show(title: str, figures: dict) -> None:
    broken = ", ".join(
        f"{count} images with {what} (up to {figures['worst'][what]})" for what, count in figures["broken"].items()
    )
    writes = ", ".join(f"{count} to {kind}" for kind, count in sorted(figures["writes"].items()))
    print(
        f"{title}: {figures['findings']} findings and {figures['photos']} photos acknowledged in "
        f"{figures['load_s']} s, {figures['syncs']} syncs, {figures['images']} images: {broken or 'nothing lost'}"
    )
    print(f"  writes: {writes}")
    for example in figures["examples"][:3]:
        print(f"  {example}")


def self_test(options) -> int:
    """Each stand-in must show exactly the faults that its way of writing has."""
    cases = [
        ("FULL", "synced", set()),
        ("NORMAL", "synced", {"findings lost", "photos lost"}),
        ("OFF", "synced", {"corrupt"}),
        ("FULL", "hasty", {"photo bytes lost"}),
    ]
    wrong = 0
    for synchronous, photos, expected in cases:
        figures = stand_in(synchronous, photos, options)
        found = set(figures["broken"])
        good = found == expected if not expected else expected <= found
        show(f"{'ok  ' if good else 'BAD '} stand-in {synchronous}, photos {photos}", figures)
        if not good:
            print(f"  expected {sorted(expected) or 'no fault'}", file=sys.stderr)
            wrong = 1
    return wrong


def main() -> int:
    line = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    line.add_argument("--server", default="target/release/buurtschouw", help="the release binary")
    line.add_argument("--database", default="buurtschouw.sqlite", help="name of the SQLite file in the data folder")
    line.add_argument("--findings", type=int, default=300, help="findings to send")
    line.add_argument("--clients", type=int, default=8, help="how many send at once")
    line.add_argument("--between", type=float, default=0.1, help="chance of a cut after a write that waits")
    line.add_argument("--seed", type=int, default=1)
    line.add_argument("--json", action="store_true", help="one JSON document")
    line.add_argument("--keep", help="copy data and trace to this folder")
    line.add_argument("--self-test", action="store_true", help="show that losses are found where they are")
    options = line.parse_args()
    if shutil.which("strace") is None:
        give_up("strace is not installed (apt-get install strace)")
    if options.self_test:
        return self_test(options)
    figures = real(options)
    if options.json:
        print(json.dumps(figures))
    else:
        show("server", figures)
    return 1 if figures["broken"] else 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception:  # 1 means a loss; a fault of the replay itself must not look like one
        traceback.print_exc()
        code = 2
    sys.exit(code)
