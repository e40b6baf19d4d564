"""Reads a system-call trace of strace into steps: what the server asked of the disk, and what it told its callers.

Expects `strace -f -qq -y -xx -s SIZE -o FILE`. Calls that other threads interrupt come in two halves; a
write counts from its beginning (it may reach the disk at once), a sync counts from its end but covers only
what was finished at its beginning. Both choices err on the strict side.
"""

import os
import re
from dataclasses import dataclass, field

CALLS = (
    "openat,creat,lseek,write,writev,pwrite64,pwritev,pwritev2,ftruncate,fsync,fdatasync,rename,renameat,"
    "renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,sendto,sendmsg,copy_file_range,sendfile,fallocate"
)
STRING_LIMIT = 16 << 20

LINE = re.compile(rb"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()")
FD = re.compile(rb"(\d+)<([^>]*)>")
STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
BASE = re.compile(rb'iov_base="((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
RESULT = re.compile(rb"\) += (-?\d+)(?:<([^>]*)>)?")


@dataclass
class Call:
    """One system call. `end` is set on the second step, when its result is known."""

    name: str
    text: bytes
    fd: int = -1
    path: str = ""
    data: bytes = b""
    result: int = 0
    opened: str = ""
    note: dict = field(default_factory=dict)

    def strings(self) -> list[str]:
        return [unhex(m.group(1)).decode() for m in STRING.finditer(self.text)]

    def folders(self) -> list[str]:
        """Folders that relative paths start from (`AT_FDCWD</...>` or `7</...>`), in order."""
        found = re.findall(rb"(?:AT_FDCWD|\d+)<([^>]*)>", self.text)
        return [unhex(path).decode() for path in found]

    def number(self, index: int) -> int:
        """The index-th plain argument, counted from the end when negative."""
        return int(self.text.rsplit(b")", 1)[0].split(b", ")[index])


def unhex(text: bytes) -> bytes:
    return bytes.fromhex(text.replace(b"\\x", b"").decode()) if b"\\x" in text else text


class TraceFault(Exception):
    """The trace cannot be used: something was cut or is of an unknown form."""


def steps(file):
    """Yields `(call, ended)`: `(call, False)` when a call begins, `(call, True)` when its result is known."""
    running: dict[bytes, Call] = {}
    with open(file, "rb") as lines:
        for line in lines:
            match = LINE.match(line)
            if not match:
                continue
            thread, resumed, begun = match.groups()
            if resumed:
                call = running.pop(thread, None)
                if call is None:
                    continue
                rest = line[match.end() :]
                # openat and lseek are only readable when whole.
                call.text += rest
                finish(call, rest)
                yield call, True
                continue
            text = line[match.end() :].rstrip(b"\n")
            whole = not text.endswith(b"<unfinished ...>")
            call = begin(begun.decode(), text.removesuffix(b"<unfinished ...>"))
            yield call, False
            if whole:
                finish(call, text)
                yield call, True
            else:
                running[thread] = call


def begin(name: str, text: bytes) -> Call:
    call = Call(name, text)
    fd = FD.match(text)
    if fd:
        call.fd, call.path = int(fd.group(1)), unhex(fd.group(2)).decode(errors="replace")
    if name in ("write", "pwrite64", "sendto"):
        call.data = joined(STRING.search(text))
    elif name in ("writev", "pwritev", "pwritev2", "sendmsg"):
        call.data = b"".join(joined(match) for match in BASE.finditer(text))
    return call


def joined(match) -> bytes:
    if match is None:
        raise TraceFault("a write without its bytes")
    if match.group(2):
        raise TraceFault("a write was cut in the trace: raise STRING_LIMIT")
    return unhex(match.group(1))


def finish(call: Call, rest: bytes) -> None:
    match = None
    for match in RESULT.finditer(rest):
        pass
    # A call that the end of the process cut off has no result: it did not succeed.
    call.result = int(match.group(1)) if match else -1
    call.opened = unhex(match.group(2)).decode(errors="replace") if match and match.group(2) else ""


def full_paths(call: Call) -> list[str]:
    """The paths of a call on names, made whole."""
    folders = call.folders()
    paths = call.strings()
    if len(folders) == 1:
        folders *= len(paths)
    return [
        os.path.normpath(path if path.startswith("/") else os.path.join(folders[i] if i < len(folders) else "/", path))
        for i, path in enumerate(paths)
    ]
