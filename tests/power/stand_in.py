"""A tiny stand-in for the server, so that the replay can be shown to find what it looks for.

`stand_in.py FOLDER FULL|NORMAL|OFF synced|hasty`: same doors, same tables, on one SQLite connection; `hasty`
answers a photo before its bytes are safe. `make_tables` is the state at rest from which a run starts.
"""

import hashlib
import json
import os
import sqlite3
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TABLES = """
CREATE TABLE finding (id BLOB PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE photo (id BLOB PRIMARY KEY, large TEXT NOT NULL, small TEXT NOT NULL);
CREATE TABLE event (seq INTEGER PRIMARY KEY, subject BLOB NOT NULL);
"""


def make_tables(folder: str) -> None:
    os.makedirs(os.path.join(folder, "photos"))
    db = sqlite3.connect(os.path.join(folder, "stand-in.db"))
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(TABLES)
    db.close()


class House:
    def __init__(self, folder: str, synchronous: str, careful: bool) -> None:
        self.photos, self.careful = os.path.join(folder, "photos"), careful
        self.lock = threading.Lock()
        self.db = sqlite3.connect(os.path.join(folder, "stand-in.db"), check_same_thread=False, isolation_level=None)
        self.db.execute(f"PRAGMA synchronous = {synchronous}")
        self.db.execute("PRAGMA wal_autocheckpoint = 40")

    def record(self, table: str, name: str, body: bytes) -> None:
        raw = uuid.UUID(name).bytes
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            if table == "finding":
                self.db.execute("INSERT INTO finding VALUES (?, ?)", (raw, body.decode()))
            else:
                large = self.keep(body)
                self.db.execute("INSERT INTO photo VALUES (?, ?, ?)", (raw, large, large))
            self.db.execute("INSERT INTO event (subject) VALUES (?)", (raw,))
            self.db.execute("COMMIT")

    def keep(self, body: bytes) -> str:
        name = hashlib.sha256(body).hexdigest()
        draft = os.path.join(self.photos, name + ".new")
        with open(draft, "wb") as out:
            out.write(body)
            out.flush()
            if self.careful:
                os.fsync(out.fileno())
        os.rename(draft, os.path.join(self.photos, name))
        if self.careful:
            folder = os.open(self.photos, os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(folder)
            os.close(folder)
        return name


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    house: House

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        _, _, table, name = self.path.split("/")
        self.house.record(table.removesuffix("s"), name, body)
        self.answer(201, {"id": name})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(404, {})

    def answer(self, status: int, body: dict) -> None:
        text = json.dumps(body).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        self.wfile.write(head.encode() + text)

    def log_message(self, *_) -> None:
        pass


def main() -> None:
    folder, synchronous, photos = sys.argv[1:4]
    Door.house = House(folder, synchronous, photos == "synced")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    print(f"stand-in serves on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
