"""Idle live streams: what 2,000 of them cost in memory, and how soon a finding is heard on those of its walk.

    python3 tests/bench/live.py target/release/buurtschouw [streams]

Starts a server of its own on a free port with a folder of its own, and prints what it measured. `make bench` judges it as
the part `live`."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

STREAMS = 2_000
# The bars: memory of all idle streams together in MiB, and how soon the last one hears of a finding.
IDLE_MIB, HEARD_MS = 100, 1_000
PER_PERSON = 4
PEOPLE_A_WALK = 100
FINDINGS = 20
RING = [[4.47, 51.91], [4.50, 51.91], [4.50, 51.93], [4.47, 51.93], [4.47, 51.91]]
BUURT = {"type": "Feature", "properties": {"buurtcode": "B1", "buurtnaam": "Buurt"},
         "geometry": {"type": "Polygon", "coordinates": [RING]}}
NOW = "2026-11-20T20:14:00+01:00"


def memory_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def threads_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class House:
    """A server of our own."""

    def __init__(self, binary: str, folder: str) -> None:
        own = {name: text for name, text in os.environ.items() if not name.startswith("BUURTSCHOUW_")}
        own |= {"BUURTSCHOUW_DATA_DIR": folder, "BUURTSCHOUW_LISTEN": "127.0.0.1:0", "BUURTSCHOUW_LOG": "warn"}
        done = subprocess.run([binary, "token", "--role", "admin"], env=own, capture_output=True, text=True, check=True)
        self.token = done.stdout.split()[-1]
        border = Path(folder) / "buurt.geojson"
        border.write_text(json.dumps({"type": "FeatureCollection", "features": [BUURT]}), encoding="utf-8")
        imported = [binary, "import", "buurten", str(border), "--valid-from", "2026-01-01"]
        subprocess.run(imported, env=own, capture_output=True, check=True)
        self.process = subprocess.Popen([binary, "serve"], env=own, stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().split()[-1]
        self.port = int(self.base.rsplit(":", 1)[1])

    def say(self, method: str, path: str, body: dict, **headers: str) -> tuple[dict, str]:
        headers |= {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.base}{path}", json.dumps(body).encode(), headers, method=method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer), (answer.headers.get("Set-Cookie") or "").split(";")[0]

    def walk(self) -> tuple[str, str]:
        plan = {"title": "Schouw", "buurt": "B1", "starts_at": NOW}
        told, _ = self.say("POST", "/api/walks", plan, Authorization=f"Bearer {self.token}")
        return told["id"], told["code"]

    def join(self, code: str) -> str:
        return self.say("POST", "/api/join", {"code": code})[1]

    def record(self, walk: str, cookie: str, number: int) -> str:
        finding = str(uuid.uuid4())
        place = {"lon": 4.48 + number * 1e-4, "lat": 51.92}
        body = {"category": "lamp-uit", "position": place, "accuracy_m": 5, "position_source": "gps"}
        body |= {"observed_at": NOW, "walk": walk}
        self.say("PUT", f"/api/findings/{finding}", body, Cookie=cookie)
        return finding


class Ear:
    """One stream; notes when it heard which finding."""

    def __init__(self, port: int, walk: str, cookie: str) -> None:
        self.port, self.walk, self.cookie = port, walk, cookie
        self.heard: dict[str, float] = {}
        self.greeted = asyncio.Event()

    async def listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET /api/live?walk={self.walk} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n\r\n"
        writer.write(head.encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(status.decode())
        while line := await reader.readline():
            if line.startswith(b"event: hello"):
                self.greeted.set()
            if line.startswith(b"data: {\"type\":\"Feature\""):
                self.heard[json.loads(line[6:])["id"]] = time.perf_counter()


async def measure(house: House, streams: int) -> dict:
    people = [house.walk() for _ in range(-(-streams // (PER_PERSON * PEOPLE_A_WALK)))]
    joined = []
    for number in range(-(-streams // PER_PERSON)):
        walk, code = people[number % len(people)]
        joined.append((walk, house.join(code)))
    await asyncio.sleep(1)
    pid = house.process.pid
    before = memory_mib(pid)
    ears = [Ear(house.port, *joined[number // PER_PERSON]) for number in range(streams)]
    tasks = []
    for first in range(0, streams, 100):
        some = ears[first : first + 100]
        tasks += [asyncio.create_task(ear.listen()) for ear in some]
        await asyncio.wait_for(asyncio.gather(*(ear.greeted.wait() for ear in some)), 30)
    await asyncio.sleep(5)
    idle = memory_mib(pid)
    used = threads_s(pid)
    # Longer than a heartbeat.
    await asyncio.sleep(30)
    used, later = threads_s(pid) - used, memory_mib(pid)
    print(f"{streams} idle streams: {idle - before:.1f} MiB ({before:.1f} -> {idle:.1f}), after a heartbeat "
          f"{later - before:.1f} MiB; {100 * used / 30:.1f} % of a core", flush=True)
    heard = await latency(house, joined, ears)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"idle_mib": idle - before, "later_mib": later - before, "core": 100 * used / 30, **heard}


async def latency(house: House, joined: list[tuple[str, str]], ears: list[Ear]) -> dict:
    walk, cookie = joined[0]
    listening = [ear for ear in ears if ear.walk == walk]
    took = []
    for number in range(FINDINGS):
        sent = time.perf_counter()
        finding = await asyncio.to_thread(house.record, walk, cookie, number)
        while not all(finding in ear.heard for ear in listening):
            if time.perf_counter() - sent > 30:
                raise RuntimeError("a finding was not heard everywhere")
            await asyncio.sleep(0.01)
        took += [1000 * (ear.heard[finding] - sent) for ear in listening]
    elsewhere = sum(len(ear.heard) for ear in ears if ear.walk != walk)
    took.sort()
    print(f"{FINDINGS} findings, each heard on {len(listening)} streams: p50 {statistics.median(took):.0f} ms, p99 "
          f"{took[int(0.99 * len(took))]:.0f} ms, longest {took[-1]:.0f} ms after the phone began to send; "
          f"{elsewhere} heard elsewhere", flush=True)
    return {"p50_ms": statistics.median(took), "longest_ms": took[-1], "elsewhere": elsewhere}


def measured(binary: str, streams: int) -> dict:
    """Memory in MiB, part of a core in percent and milliseconds until heard, of so many idle streams."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(binary, folder)
        try:
            return asyncio.run(measure(house, streams))
        finally:
            house.process.terminate()
            house.process.wait(30)


def live(setting, book) -> None:
    """The part of `make bench`; a quick run has few streams and no bar."""
    streams = 200 if setting.quick else STREAMS
    told = measured(str(setting.binary), streams)
    if told["elsewhere"]:
        raise RuntimeError("a finding was heard on a stream of another walk")
    book.judge("live", f"{streams:,} idle streams", 1, told["idle_mib"], IDLE_MIB, "MiB")
    book.judge("live", f"{streams:,} idle streams, after a heartbeat", 1, told["later_mib"], IDLE_MIB, "MiB")
    book.judge("live", f"{streams:,} idle streams: part of a core", 1, told["core"], None, "%")
    book.judge("live", "a finding heard on every stream of its walk, half of them", 1, told["p50_ms"], None, "ms")
    book.judge("live", "a finding heard on the last stream of its walk", 1, told["longest_ms"], HEARD_MS, "ms")
    book.note("live", "Memory above that of the same server without streams; four streams a person, a hundred people a walk.")


def main() -> None:
    measured(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else STREAMS)


if __name__ == "__main__":
    main()
