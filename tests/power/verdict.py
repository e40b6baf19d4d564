"""Opens what a power cut would have left and says what of it is broken.

Asks of each image: does SQLite open it and find it whole; is every acknowledged finding and photo there; has
every finding its event (both or neither); has every photo row its bytes, under the name that is their SHA-256.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections import Counter


class Judge:
    """Counts over all images. `faults` keeps the first few in words."""

    def __init__(self, root: str, database: str) -> None:
        self.root, self.database = os.path.realpath(root), database
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = tempfile.mkdtemp(prefix="power-loss-", dir=memory)
        self.images = 0
        self.count: Counter[str] = Counter()
        self.worst: Counter[str] = Counter()
        self.faults: list[str] = []
        self.whole_files: dict[int, tuple] = {}

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def failed(self) -> bool:
        return bool(self.count)

    def look(self, image: dict, findings: set[str], photos: set[str], about: str) -> None:
        """Judges one image: `findings` and `photos` are the ids acknowledged before the cut."""
        self.images += 1
        base = os.path.join(self.root, self.database)
        for end in ("", "-wal", "-journal"):
            place = os.path.join(self.folder, "image.db" + end)
            with contextlib.suppress(FileNotFoundError):
                os.remove(place)
            if base + end in image:
                with open(place, "wb") as out:
                    out.write(image[base + end][1])
        with contextlib.suppress(FileNotFoundError):
            os.remove(os.path.join(self.folder, "image.db-shm"))
        try:
            kept, events, photo_rows = self.read()
        except sqlite3.Error as error:
            self.blame("corrupt", 1, f"{about}: {error}")
            return
        self.blame("findings lost", len(findings - kept), about)
        self.blame("photos lost", len(photos - set(photo_rows)), about)
        self.blame("findings without event", len((kept | set(photo_rows)) - events), about)
        absent = [name for names in photo_rows.values() for name in names if not self.has_bytes(image, name)]
        self.blame("photo bytes lost", len(absent), about)

    def blame(self, what: str, how_many: int, about: str) -> None:
        if not how_many:
            return
        self.count[what] += 1
        self.worst[what] = max(self.worst[what], how_many)
        if len(self.faults) < 10:
            self.faults.append(f"{what} ({how_many}): {about}")

    def read(self):
        with contextlib.closing(sqlite3.connect(os.path.join(self.folder, "image.db"))) as db:
            answer = db.execute("PRAGMA integrity_check").fetchone()[0]
            if answer != "ok":
                raise sqlite3.DatabaseError(answer.splitlines()[0])
            kept = {str(uuid.UUID(bytes=row[0])) for row in db.execute("SELECT id FROM finding")}
            events = {str(uuid.UUID(bytes=row[0])) for row in db.execute("SELECT subject FROM event")}
            rows = db.execute("SELECT id, large, small FROM photo").fetchall()
            return kept, events, {str(uuid.UUID(bytes=row[0])): row[1:] for row in rows}

    def has_bytes(self, image: dict, name: str) -> bool:
        """Bytes of this content name: `PHOTOS/ab/cdef...` or `PHOTOS/abcdef...`."""
        for path in (f"photos/{name[:2]}/{name[2:]}", f"photos/{name}"):
            found = image.get(os.path.join(self.root, path))
            if found:
                return self.sha256(*found) == name
        return False

    def sha256(self, file, content: bytes) -> str:
        """Remembered per file: hundreds of images hold the same bytes."""
        known = self.whole_files.get(id(file))
        if known and known[0] == content:
            return known[1]
        digest = hashlib.sha256(content).hexdigest()
        self.whole_files[id(file)] = (content, digest)
        return digest
