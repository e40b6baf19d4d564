"""Points and buurten to measure on: from ../shared/peers/gen.py when it is there, else made here the same way.

    python data.py FOLDER N...    writes findings_N.csv and buurten.geojson, unless they are there

Both hold 60 % of the points in 300 piles of 40 m and the rest evenly over a city of 16 by 13 km, twelve categories,
two years; 100 buurten that tile it, with about 200 corners each. The random numbers differ, so only runs with the same
generator compare point by point.
"""

import datetime
import json
import math
import random
import sys
from pathlib import Path

WEST, EAST, SOUTH, NORTH = 4.37, 4.60, 51.86, 51.98
METRES_OF_LAT = 111_320.0
METRES_OF_LON = METRES_OF_LAT * math.cos(math.radians((SOUTH + NORTH) / 2))
CATEGORIES = [
    "afval",
    "verlichting",
    "overlast",
    "groen",
    "verkeer",
    "fietswrak",
    "bestrating",
    "graffiti",
    "hondenpoep",
    "vandalisme",
    "drugs",
    "inbraak",
]
BEGIN = datetime.datetime(2024, 11, 1)
SECONDS = 2 * 365 * 86_400
# A lattice of 10 by 10 buurten; each side has this many pieces.
SIDE, PIECES = 10, 52


def write_points(file: Path, count: int) -> None:
    chance = random.Random(42)
    piles = [(chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)) for _ in range(300)]
    moments = sorted(chance.randrange(SECONDS) for _ in range(count))
    with file.open("w", encoding="utf-8") as out:
        out.write("id,lon,lat,category,ts,note\n")
        for number, moment in enumerate(moments, 1):
            if chance.random() < 0.6:
                lon, lat = piles[chance.randrange(300)]
                lon += chance.gauss(0, 40) / METRES_OF_LON
                lat += chance.gauss(0, 40) / METRES_OF_LAT
            else:
                lon, lat = chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)
            lon, lat = min(max(lon, WEST), EAST), min(max(lat, SOUTH), NORTH)
            at = (BEGIN + datetime.timedelta(seconds=moment)).isoformat()
            category = CATEGORIES[chance.randrange(12)]
            out.write(f"{number},{lon:.7f},{lat:.7f},{category},{at}Z,bevinding {number} tijdens de schouw\n")


def side(begin: tuple, end: tuple, crooked: bool, chance: random.Random) -> list[tuple]:
    """Points from `begin` up to, but without, `end`; inner ones moved aside a little, the same for both neighbours."""
    points = [begin]
    for step in range(1, PIECES):
        share = step / PIECES
        lon = begin[0] + (end[0] - begin[0]) * share
        lat = begin[1] + (end[1] - begin[1]) * share
        if crooked:
            lon += chance.uniform(-5, 5) / METRES_OF_LON
            lat += chance.uniform(-5, 5) / METRES_OF_LAT
        points.append((round(lon, 7), round(lat, 7)))
    return points


def write_buurten(file: Path) -> None:
    chance = random.Random(43)
    wide, high = (EAST - WEST) / SIDE, (NORTH - SOUTH) / SIDE

    def moved(at: int) -> float:
        return chance.uniform(-0.2, 0.2) if 0 < at < SIDE else 0.0

    corner = {
        (column, row): (
            round(WEST + (column + moved(column)) * wide, 7),
            round(SOUTH + (row + moved(row)) * high, 7),
        )
        for column in range(SIDE + 1)
        for row in range(SIDE + 1)
    }
    east, north = {}, {}
    for (column, row), here in corner.items():
        if column < SIDE:
            east[column, row] = side(here, corner[column + 1, row], 0 < row < SIDE, chance)
        if row < SIDE:
            north[column, row] = side(here, corner[column, row + 1], 0 < column < SIDE, chance)

    def back(points: list[tuple], end: tuple) -> list[tuple]:
        return [end, *reversed(points[1:])]

    features = []
    for row in range(SIDE):
        for column in range(SIDE):
            number = row * SIDE + column + 1
            ring = [
                *east[column, row],
                *north[column + 1, row],
                *back(east[column, row + 1], corner[column + 1, row + 1]),
                *back(north[column, row], corner[column, row + 1]),
                corner[column, row],
            ]
            features.append(
                {
                    "type": "Feature",
                    "id": number,
                    "properties": {"id": number, "naam": f"Buurt {number}"},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            )
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for count in (int(word) for word in sys.argv[2:]):
        file = folder / f"findings_{count}.csv"
        if not file.exists():
            write_points(file, count)
    if not (folder / "buurten.geojson").exists():
        write_buurten(folder / "buurten.geojson")


if __name__ == "__main__":
    main()
