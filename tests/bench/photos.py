"""Photos: what one costs in time and memory, beside vipsthumbnail making the same two sizes, each in a process of its own;
and how quickly files are refused that only look like photos."""

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

from book import Book
from measure import in_turn, median, told
from setting import Setting

# The bars of the contract, in MiB, and in milliseconds of one core for what is refused.
ORDINARY_MIB, ACCEPTED_MIB, REFUSED_MIB, REFUSED_MS = 64, 160, 64, 100
ACCEPTED = {
    "12mp.jpg": "12 MP JPEG",
    "12mp_p3.jpg": "12 MP JPEG, Display P3",
    "12mp_progressive.jpg": "12 MP JPEG, progressive",
    "24mp.jpg": "24 MP JPEG",
    "4mp.png": "4 MP PNG",
    "4mp.webp": "4 MP WebP, lossless",
    "tail_polyglot.jpg": "12 MP JPEG with an archive behind it",
}
REFUSED = {
    "bad_60000_px.jpg": ("a header of 60,000 px", "too_many_pixels"),
    "bad_bomb.png": ("a bomb of 60,000 x 60,000", "too_many_pixels"),
    "bad_scans.jpg": ("a thousand scans", "not_decodable"),
    "bad_polyglot.jpg": ("a page before the photo", "unsupported_media"),
    "bad_heic.jpg": ("HEIC that is called JPEG", "unsupported_media"),
    "bad_truncated.jpg": ("cut at its last two bytes", "truncated"),
    "bad_truncated_half.jpg": ("cut in the middle", "truncated"),
}


def whole_process(words: list) -> dict:
    """CPU milliseconds and most resident MiB of one command from its start to its end."""
    with open(os.devnull, "wb") as nowhere:
        alone = {**os.environ, "VIPS_CONCURRENCY": "1"}
        process = subprocess.Popen([str(word) for word in words], stdout=nowhere, env=alone)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{Path(str(words[0])).name} ended with {process.returncode}")
    return {"cpu_ms": 1000 * (used.ru_utime + used.ru_stime), "peak_mib": used.ru_maxrss / 1024}


def thumbnails(folder: Path, photo: Path) -> dict:
    """vipsthumbnail: 1600 from the photo, 320 from that, upright, sRGB, without metadata."""
    large, small = folder / "large.jpg", folder / "small.jpg"
    options = ["--eprofile", "srgb"]
    first = whole_process(["vipsthumbnail", photo, "--size", "1600x1600>", *options, "-o", f"{large}[Q=80,strip]"])
    second = whole_process(["vipsthumbnail", large, "--size", "320x320>", *options, "-o", f"{small}[Q=80,strip]"])
    return {"cpu_ms": first["cpu_ms"] + second["cpu_ms"], "peak_mib": max(first["peak_mib"], second["peak_mib"])}


def photos(setting: Setting, book: Book) -> None:
    example = setting.example("photo_cost")
    folder = setting.kept / "photos"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run([str(example), "make", str(folder)], check=True, timeout=600)
    try:
        accepted(setting, book, example, folder)
        refused(book, example, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def accepted(setting: Setting, book: Book, example: Path, folder: Path) -> None:
    has_vips = shutil.which("vipsthumbnail") is not None
    if not has_vips:
        book.lack("photos", "vipsthumbnail", "it is not here (Debian: libvips-tools)")
    for name, what in ACCEPTED.items():
        photo = folder / name
        inside = told([example, photo, 5])
        if inside["code"] != "ok":
            raise RuntimeError(f"{name}: {inside['code']}")
        measured = {"ours": lambda: whole_process([example, photo])}
        if has_vips:
            measured["vips"] = lambda: thumbnails(folder, photo)
        runs = in_turn(2 * setting.runs + 1, **measured)
        size = f"{what}, {inside['bytes'] / 1e6:.1f} MB"
        bar = ORDINARY_MIB if name == "12mp.jpg" else ACCEPTED_MIB
        book.judge("photos", f"{size}: inside a running program", 1, inside["cpu_ms"], None, "ms CPU")
        cost, most = median(runs["ours"], "cpu_ms"), max(run["peak_mib"] for run in runs["ours"])
        if has_vips:
            peer = ("vipsthumbnail", median(runs["vips"], "cpu_ms"))
            book.compare("photos", f"{size}: a process of its own", 1, cost, peer, None)
            peer = ("vipsthumbnail", max(run["peak_mib"] for run in runs["vips"]))
            book.compare("photos", f"{size}: most memory", 1, most, peer, None, "MiB")
        book.judge("photos", f"{size}: most memory of the process", 1, most, bar, "MiB")
    book.note(
        "photos",
        "Made-up pictures with grain. Both make 1600 px and 320 px from that, upright, in sRGB and without metadata, on "
        "one core. vipsthumbnail runs twice and decodes JPEG at a fraction of its size; ours decodes all of it.",
    )


def refused(book: Book, example: Path, folder: Path) -> None:
    for name, (what, code) in REFUSED.items():
        runs = [told([example, folder / name]) for _ in range(3)]
        if any(run["code"] != code for run in runs):
            raise RuntimeError(f"{name}: {runs[0]['code']} where {code} was expected")
        took = statistics.median(run["cpu_ms"] for run in runs)
        book.judge("photos", f"refused: {what}", 1, took, REFUSED_MS, "ms CPU")
        most = max(run["peak_mib"] for run in runs)
        book.judge("photos", f"refused: {what}", 1, most, REFUSED_MIB, "MiB")
    said = "Refused on its header and structure, before a pixel is decoded; memory is that of the whole process."
    book.note("photos", said)
