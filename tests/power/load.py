"""Residents in a hurry: several at once send findings and photos, and keep what the server acknowledged."""

import base64
import datetime
import hashlib
import http.client
import json
import os
import random
import struct
import threading
import time
import uuid
import zlib

PLACE = (4.4700, 51.9200)


def uuid7(chance: random.Random) -> str:
    value = (int(time.time() * 1000) << 80) | (0x7 << 76) | (chance.getrandbits(12) << 64)
    return str(uuid.UUID(int=value | (0b10 << 62) | chance.getrandbits(62)))


def png(number: int) -> bytes:
    """A small picture that differs per number."""
    chance = random.Random(number)
    rows = b"".join(b"\0" + chance.randbytes(48 * 3) for _ in range(32))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 48, 32, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Crowd:
    """Sends `findings` findings and a quarter as many photos; each picture goes out twice, under two ids, at once."""

    def __init__(self, port: int, tokens: list[str], findings: int, seed: int) -> None:
        self.port, self.tokens = port, tokens
        self.chance = random.Random(seed)
        self.findings: set[str] = set()
        self.photos: set[str] = set()
        self.faults: list[str] = []
        self.lock = threading.Lock()
        self.jobs = []
        for number in range(findings):
            self.jobs.append(("finding", number, uuid7(self.chance)))
            if number % 8 == 0:
                self.jobs += [("photo", number, uuid7(self.chance)), ("photo", number, uuid7(self.chance))]
        self.jobs.reverse()
        self.walk = None

    def plan_walk(self, buurt: str) -> None:
        body = {"title": "Schouw in de storm", "buurt": buurt, "starts_at": now()}
        status, answer = self.ask(self.connect(), "POST", "/api/walks", body, self.tokens[0])
        if status == 201:
            self.walk = answer["id"]
        elif status != 404:
            raise SystemExit(f"replay: POST /api/walks: {status} {answer}")

    def go(self) -> None:
        threads = [threading.Thread(target=self.one, args=(token,)) for token in self.tokens]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def one(self, token: str) -> None:
        connection = self.connect()
        while True:
            with self.lock:
                if not self.jobs or len(self.faults) > 5:
                    return
                kind, number, name = self.jobs.pop()
            try:
                status, answer = self.send(connection, kind, number, name, token)
            except (OSError, http.client.HTTPException) as error:
                status, answer, connection = 0, repr(error), self.connect()
            with self.lock:
                if status in (200, 201):
                    (self.findings if kind == "finding" else self.photos).add(name)
                else:
                    self.faults.append(f"{kind}: {status} {answer}")

    def send(self, connection, kind: str, number: int, name: str, token: str):
        if kind == "photo":
            return self.ask(connection, "PUT", f"/api/photos/{name}", png(number), token)
        lon, lat = PLACE
        body = {
            "position": {"lon": lon + number % 50 * 1e-5, "lat": lat + number // 50 * 1e-5},
            "accuracy_m": 8,
            "position_source": "gps",
            "observed_at": now(),
            "note": f"bevinding {number} " + "x" * (number * 37 % 600),
            "photos": [str(uuid.UUID(int=uuid.UUID(name).int ^ 1))],
        }
        if self.walk and number % 2:
            body["walk"] = self.walk
        return self.ask(connection, "PUT", f"/api/findings/{name}", body, token)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    @staticmethod
    def ask(connection, method: str, path: str, body, token: str):
        picture = isinstance(body, bytes)
        data = body if picture else json.dumps(body).encode()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "image/png" if picture else "application/json",
            "Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:",
        }
        connection.request(method, path, data, headers)
        response = connection.getresponse()
        text = response.read()
        try:
            return response.status, json.loads(text)
        except ValueError:
            return response.status, text[:200]


def now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def square() -> dict:
    """One invented buurt around the place where the crowd walks."""
    lon, lat = PLACE
    west, east, south, north = lon - 0.01, lon + 0.01, lat - 0.01, lat + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "XX0001", "name": "Stormbuurt"},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        ],
    }


def write_square(folder: str) -> str:
    path = os.path.join(folder, "stormbuurt.geojson")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(square(), out)
    return path
