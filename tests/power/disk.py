"""A disk that forgets: knows of every file what is safe and what a power cut may still lose.

Strict POSIX, harder than ext4 or xfs are in practice:
- bytes are safe after fsync or fdatasync of their file; until then each 512-byte sector of each write may or
  may not be there;
- a new, renamed or removed name is safe after fsync of its folder; a new file also after its own fsync;
- names that are not safe yet come back in the order in which they were made, up to some point.
"""

import os
import random
from dataclasses import dataclass, field

from syscalls import Call, TraceFault, full_paths

SECTOR = 512


@dataclass(eq=False)
class File:
    """Safe bytes, and the writes since: `(offset, bytes, finished)`, or `(length, None, finished)` for a truncation."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[list] = field(default_factory=list)

    def image(self, keep, tear: random.Random | None = None) -> bytes:
        """The bytes after a power cut: of each waiting write `keep` says whether it came through."""
        if not self.waiting:
            return bytes(self.safe)
        out = bytearray(self.safe)
        for offset, data, _ in self.waiting:
            if data is None:
                if keep():
                    resize(out, offset)
            elif tear is None:
                if keep():
                    put(out, offset, data)
            else:
                for start in range(0, len(data), SECTOR):
                    if tear.random() < 0.5:
                        put(out, offset + start, data[start : start + SECTOR])
        return bytes(out)

    def newest(self) -> bytes:
        return self.image(lambda: True)


def put(out: bytearray, offset: int, data: bytes) -> None:
    if len(out) < offset:
        resize(out, offset)
    out[offset : offset + len(data)] = data


def resize(out: bytearray, length: int) -> None:
    if length < len(out):
        del out[length:]
    else:
        out.extend(bytes(length - len(out)))


@dataclass(eq=False)
class Naming:
    """A change of names that waits for a sync: names to add and to drop, in one stroke."""

    add: dict[str, File]
    drop: list[str]
    folders: list[str]
    new_file: File | None = None
    new_folder: str | None = None


class Disk:
    """The files below one folder, fed with the calls of a trace. A `deaf` disk keeps nothing when asked to sync."""

    def __init__(self, root: str, deaf: bool = False) -> None:
        self.root, self.deaf = os.path.realpath(root), deaf
        self.now: dict[str, File] = {}
        self.safe: dict[str, File] = {}
        self.safe_folders = {self.root}
        self.namings: list[Naming] = []
        self.places: dict[int, int] = {}
        self.syncs = 0
        self.writes: dict[str, int] = {}
        for folder, folders, files in os.walk(self.root):
            self.safe_folders.update(os.path.join(folder, name) for name in folders)
            for name in files:
                path = os.path.join(folder, name)
                with open(path, "rb") as bytes_of:
                    self.now[path] = self.safe[path] = File(bytearray(bytes_of.read()))

    def inside(self, path: str) -> bool:
        return path.startswith(self.root + "/") or path == self.root

    def feed(self, call: Call, ended: bool) -> bool:
        """Takes in one step; true when it left something that a power cut may lose."""
        handle = HANDLES.get(call.name)
        return bool(handle and handle(self, call, ended))

    # -- bytes --

    def write(self, call: Call, ended: bool) -> bool:
        file = self.now.get(call.path)
        if file is None or not self.inside(call.path):
            return False
        if not ended:
            if call.name in ("pwrite64", "pwritev"):
                offset = call.number(-1)
            elif call.name == "pwritev2":
                raise TraceFault("pwritev2 is not read yet")
            else:
                offset = self.places.get(call.fd, 0)
            call.note["write"] = [offset, call.data, False]
            file.waiting.append(call.note["write"])
            return True
        self.finish_write(call)
        return False

    def finish_write(self, call: Call) -> None:
        write = call.note.get("write")
        if write is None:
            return
        write[1] = write[1][: max(call.result, 0)]
        write[2] = True
        if call.name in ("write", "writev"):
            self.places[call.fd] = write[0] + len(write[1])
        kind = os.path.relpath(call.path, self.root).split("/")[0]
        self.writes[kind] = self.writes.get(kind, 0) + 1

    def truncate(self, call: Call, ended: bool) -> bool:
        file = self.now.get(call.path)
        if file is None or not ended or call.result != 0:
            return False
        length = int(call.text.split(b", ")[1].split(b")")[0])
        file.waiting.append([length, None, True])
        return True

    def seek(self, call: Call, ended: bool) -> bool:
        if ended and call.result >= 0:
            self.places[call.fd] = call.result
        return False

    def sync(self, call: Call, ended: bool) -> bool:
        if not self.inside(call.path):
            return False
        file = self.now.get(call.path)
        if not ended:
            done = [write for write in file.waiting if write[2]] if file else []
            call.note["covers"] = (file, done, list(self.namings))
            return False
        if call.result != 0 or self.deaf:
            return False
        self.syncs += 1
        file, done, namings = call.note["covers"]
        if file:
            self.make_safe(file, done)
        for naming in namings:
            if naming in self.namings and (call.path in naming.folders or (file and naming.new_file is file)):
                self.apply(naming, self.safe, self.safe_folders)
                self.namings.remove(naming)
        return False

    @staticmethod
    def make_safe(file: File, done: list) -> None:
        covered = {id(write) for write in done}
        for write in [w for w in file.waiting if id(w) in covered]:
            if write[1] is None:
                resize(file.safe, write[0])
            else:
                put(file.safe, write[0], write[1])
        file.waiting = [w for w in file.waiting if id(w) not in covered]

    # -- names --

    def open(self, call: Call, ended: bool) -> bool:
        if not ended or call.result < 0:
            return False
        self.places[call.result] = 0
        path = call.opened
        if not self.inside(path) or b"O_DIRECTORY" in call.text:
            return False
        file = self.now.get(path)
        if file is None:
            if b"O_CREAT" not in call.text:
                return False
            file = File()
            self.rename_all(Naming({path: file}, [], [os.path.dirname(path)], new_file=file))
        elif b"O_TRUNC" in call.text:
            file.waiting.append([0, None, True])
        if b"O_APPEND" in call.text:
            self.places[call.result] = len(file.newest())
        return True

    def rename(self, call: Call, ended: bool) -> bool:
        if not ended or call.result != 0:
            return False
        source, target = full_paths(call)
        file = self.now.get(source)
        if file is None:
            return False
        folders = [os.path.dirname(target)]
        linked = call.name in ("link", "linkat")
        self.rename_all(Naming({target: file}, [] if linked else [source], folders))
        return True

    def unlink(self, call: Call, ended: bool) -> bool:
        if not ended or call.result != 0:
            return False
        path = full_paths(call)[0]
        if path in self.now:
            self.rename_all(Naming({}, [path], [os.path.dirname(path)]))
            return True
        return False

    def make_folder(self, call: Call, ended: bool) -> bool:
        if not ended or call.result != 0:
            return False
        path = full_paths(call)[0]
        if self.inside(path):
            self.namings.append(Naming({}, [], [os.path.dirname(path)], new_folder=path))
        return False

    def unread(self, call: Call, ended: bool) -> bool:
        if not ended and self.inside(call.path):
            raise TraceFault(f"{call.name} on {call.path} is not read yet")
        return False

    def rename_all(self, naming: Naming) -> None:
        self.apply(naming, self.now, set())
        self.namings.append(naming)

    @staticmethod
    def apply(naming: Naming, names: dict[str, File], folders: set[str]) -> None:
        for path in naming.drop:
            names.pop(path, None)
        names.update(naming.add)
        if naming.new_folder:
            folders.add(naming.new_folder)

    # -- after the cut --

    def image(self, sort: str, chance: random.Random) -> dict[str, tuple[File, bytes]]:
        """What a power cut now may leave. `sort`: `none` of what waits came through, `some` of it, or `torn` sectors."""
        names, folders = dict(self.safe), set(self.safe_folders)
        upto = 0 if sort == "none" else chance.randint(0, len(self.namings))
        for naming in self.namings[:upto]:
            self.apply(naming, names, folders)
        keep = (lambda: False) if sort == "none" else (lambda: chance.random() < 0.5)
        tear = chance if sort == "torn" else None
        return {
            path: (file, file.image(keep, tear))
            for path, file in names.items()
            if os.path.dirname(path) in folders
        }


HANDLES = {
    **dict.fromkeys(("write", "writev", "pwrite64", "pwritev", "pwritev2"), Disk.write),
    **dict.fromkeys(("fsync", "fdatasync"), Disk.sync),
    **dict.fromkeys(("openat", "creat"), Disk.open),
    **dict.fromkeys(("rename", "renameat", "renameat2", "link", "linkat"), Disk.rename),
    **dict.fromkeys(("unlink", "unlinkat"), Disk.unlink),
    **dict.fromkeys(("mkdir", "mkdirat"), Disk.make_folder),
    **dict.fromkeys(("copy_file_range", "sendfile", "fallocate"), Disk.unread),
    "ftruncate": Disk.truncate,
    "lseek": Disk.seek,
}
