"""CPU and memory from /proc, runs of commands, medians. CPU seconds first: they hold on a busy machine, wall does not."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def say(text: str) -> None:
    """Progress, on standard error."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def tree(*roots: int) -> list[int]:
    """These processes and all below them."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                after = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(after[1]), []).append(int(folder.name))
    found, open_ends = [], list(roots)
    while open_ends:
        pid = open_ends.pop()
        found.append(pid)
        open_ends += parents.get(pid, [])
    return found


def cpu_s(*roots: int) -> float:
    """CPU seconds used so far by these process trees, with children that ended; in steps of a clock tick."""
    ticks = 0
    for pid in tree(*roots):
        try:
            after = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += sum(int(field) for field in after[11:15])
    return ticks / TICK


def fine_cpu_s(pid: int) -> float:
    """CPU seconds of one process of one thread, in nanoseconds where the kernel tells them."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, IndexError):
        return cpu_s(pid)


def memory_mib(*roots: int) -> dict:
    """Resident memory of process trees: `rss` all of it, `anon` what no file stands behind."""
    total = {"rss": 0, "anon": 0}
    for pid in tree(*roots):
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        fields = dict(line.split(":", 1) for line in lines if ":" in line)
        total["rss"] += int(fields.get("VmRSS", "0").split()[0])
        total["anon"] += int(fields.get("RssAnon", "0").split()[0])
    return {name: round(kib / 1024, 1) for name, kib in total.items()}


def told(command: list, seconds: int = 600, **more) -> dict:
    """Runs a command and reads the last line it prints as JSON. Raises when it fails or takes too long."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **more.pop("env", {})}
    words = [str(word) for word in command]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=seconds, env=environment, check=False, **more
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words[:3])} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def in_turn(runs: int, **measured) -> dict[str, list[dict]]:
    """Ours, the peer, ours, the peer: so that both see the same machine. Each value is a function giving one run."""
    found: dict[str, list[dict]] = {name: [] for name in measured}
    for _ in range(runs):
        for name, once in measured.items():
            found[name].append(once())
    return found


def median(runs: list[dict], field: str) -> float:
    return statistics.median(run[field] for run in runs)


def load() -> float:
    return round(os.getloadavg()[0], 1)


def wait_until(ready, seconds: float, what: str) -> None:
    """Asks until it is so; raises after the given seconds."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError(f"{what} was not ready within {seconds:.0f} s")
        time.sleep(0.1)
