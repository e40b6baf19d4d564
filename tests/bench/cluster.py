"""PostgreSQL with PostGIS for the peers: a cluster of its own on a free port, filled with the same points.

Made and taken away by `tests/run/postgres.sh`. It forgets on a power cut (fsync off), which only helps the peer where
what is measured reads; where it writes, ask for one that is durable.
"""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from measure import fine_cpu_s, say

SCRIPT = Path(__file__).resolve().parents[1] / "run" / "postgres.sh"
# What an operator of a small machine would set.
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}


class Cluster:
    """A running cluster; `sql` runs a text, `timed` a query in one session and says its CPU."""

    def __init__(self, durable: bool = False) -> None:
        self.folder = tempfile.mkdtemp()
        # The postgres user must be able to walk in.
        os.chmod(self.folder, 0o755)
        self.data = Path(self.folder) / "pg"
        words = [str(SCRIPT), "start", str(self.data), *(["durable"] if durable else [])]
        done = subprocess.run(words, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"PostgreSQL did not start: {done.stderr.strip()[-300:]}")
        self.url = done.stdout.strip().splitlines()[-1]
        for name, value in SETTINGS.items():
            self.sql(f"ALTER SYSTEM SET {name} = '{value}'")
        self._restart()
        self.sql("CREATE EXTENSION postgis")

    def _restart(self) -> None:
        words = ["pg_ctl", f"--pgdata={self.data}/data", "--mode=fast", "--wait", "--silent", "restart"]
        folder = subprocess.run(
            ["bash", "-c", f'. "{SCRIPT.parent}/find.sh"; find_postgres'],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        words[0] = f"{folder}/pg_ctl"
        if os.geteuid() == 0:
            words = ["runuser", "-u", "postgres", "--", *words]
        subprocess.run(
            words, cwd="/", check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    @property
    def postmaster(self) -> int:
        return int((self.data / "data" / "postmaster.pid").read_text().splitlines()[0])

    @property
    def environment(self) -> dict:
        at = urlsplit(self.url)
        return {
            **os.environ,
            "PGHOST": at.hostname or "",
            "PGPORT": str(at.port),
            "PGUSER": at.username or "",
            "PGPASSWORD": at.password or "",
            "PGDATABASE": "postgres",
        }

    def sql(self, text: str, seconds: int = 600) -> str:
        done = subprocess.run(
            ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"],
            input=text,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()[-400:]}")
        return done.stdout.strip()

    def load_points(self, file: Path, count: int) -> None:
        """A table `findings_COUNT` as an operator would make it: primary key, gist, category and time."""
        began = time.perf_counter()
        table = f"findings_{count}"
        self.sql(
            f"""SET client_min_messages = warning;
DROP TABLE IF EXISTS {table};
CREATE UNLOGGED TABLE raw (id bigint, lon float8, lat float8, category text, ts timestamptz, note text);
\\copy raw FROM '{file}' CSV HEADER
CREATE TABLE {table} AS SELECT id, category, ts, note,
    ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geometry(Point, 4326) AS geom FROM raw;
ALTER TABLE {table} ADD PRIMARY KEY (id);
CREATE INDEX ON {table} USING gist (geom);
CREATE INDEX ON {table} (category, ts);
DROP TABLE raw;
VACUUM ANALYZE {table};"""
        )
        say(f"PostGIS: {count} findings in {time.perf_counter() - began:.0f} s")

    def load_tiles(self, file: Path, count: int) -> None:
        """A table `tiles_COUNT` with the attributes of our tiles, so that both serve the same content."""
        table = f"tiles_{count}"
        self.sql(
            f"""SET client_min_messages = warning;
DROP TABLE IF EXISTS {table};
CREATE UNLOGGED TABLE raw (id text, t bigint, category text, "group" text, kind text, buurt text, lon float8, lat float8);
\\copy raw FROM '{file}' CSV HEADER
CREATE TABLE {table} AS SELECT id, t, category, "group", kind, buurt,
    ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geometry(Point, 4326) AS geom FROM raw;
CREATE INDEX ON {table} USING gist (geom);
DROP TABLE raw;
VACUUM ANALYZE {table};"""
        )

    def load_buurten(self, file: Path) -> None:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        rows = ",\n".join(
            f"({feature['properties']['id']}, ST_SetSRID(ST_GeomFromGeoJSON('{json.dumps(feature['geometry'])}'), 4326))"
            for feature in features
        )
        self.sql(
            f"""SET client_min_messages = warning;
DROP TABLE IF EXISTS buurten;
CREATE TABLE buurten (id int PRIMARY KEY, geom geometry NOT NULL);
INSERT INTO buurten VALUES {rows};
CREATE INDEX ON buurten USING gist (geom);
ANALYZE buurten;"""
        )

    def versions(self) -> dict:
        said = self.sql("SELECT split_part(version(), ' ', 2), split_part(postgis_version(), ' ', 1)")
        postgres, postgis = said.split("|")
        return {"PostgreSQL": postgres, "PostGIS": postgis}

    def session(self) -> "Session":
        return Session(self.environment)

    def stop(self) -> None:
        subprocess.run([str(SCRIPT), "stop", str(self.data)], timeout=120, check=False)
        os.rmdir(self.folder)


class Session:
    """One psql with one backend: so that the CPU of a query is the CPU of one process."""

    MARK = "done-with-it"

    def __init__(self, environment: dict) -> None:
        self.psql = subprocess.Popen(
            ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.backend = int(self.ask("SELECT pg_backend_pid();"))

    def ask(self, text: str) -> str:
        assert self.psql.stdin and self.psql.stdout
        self.psql.stdin.write(f"{text}\n\\echo {self.MARK}\n")
        self.psql.stdin.flush()
        lines = []
        for line in self.psql.stdout:
            if line.strip() == self.MARK:
                return "\n".join(lines).strip()
            lines.append(line)
        raise RuntimeError("psql ended")

    def timed(self, text: str) -> dict:
        used, began = fine_cpu_s(self.backend), time.perf_counter()
        answer = self.ask(text)
        return {
            "cpu_s": fine_cpu_s(self.backend) - used,
            "wall_s": time.perf_counter() - began,
            "answer": answer,
        }

    def end(self) -> None:
        if self.psql.stdin:
            self.psql.stdin.close()
        self.psql.wait(30)
