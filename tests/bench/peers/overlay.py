"""The peer of our consensus: shapely's exact overlay of drawings, and how alike our line is to it.

    python overlay.py FILE    prints one JSON line

What an analyst would write: the borders of all drawings cut into each other, every face counted in the tree of
drawings, faces of at least half of them joined. FILE holds `drawings`, rings in metres, and `line`, the rings of each
part of ours.
"""

import json
import sys
import time

import numpy as np
import shapely


def overlay(drawings: np.ndarray) -> tuple[int, shapely.Geometry]:
    """The faces, and what at least half of the drawings cover."""
    lines = shapely.union_all(shapely.boundary(drawings))
    faces = np.array(shapely.get_parts(shapely.polygonize([*shapely.get_parts(lines)])))
    inside, _ = shapely.STRtree(drawings).query(shapely.point_on_surface(faces), predicate="intersects")
    depth = np.bincount(inside, minlength=len(faces))
    return len(faces), shapely.union_all(faces[depth * 2 >= len(drawings)])


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        read = json.load(file)
    drawings = np.array([shapely.Polygon(ring) for ring in read["drawings"]])
    before = time.process_time()
    faces, exact = overlay(drawings)
    cpu_s = time.process_time() - before
    ours = shapely.union_all([shapely.Polygon(part[0], part[1:]) for part in read["line"]])
    alike = shapely.area(shapely.intersection(ours, exact)) / shapely.area(shapely.union(ours, exact))
    print(json.dumps({"cpu_s": cpu_s, "faces": faces, "alike": alike, "area_m2": exact.area}))


if __name__ == "__main__":
    main()
