"""Which buurt each point lies in, for filling our house: `python buurten_of.py POINTS.csv BUURTEN.geojson OUT`.

One number a line, or an empty line outside all.
"""

import json
import sys

import numpy as np
import pandas
import shapely


def main() -> None:
    read = pandas.read_csv(sys.argv[1], usecols=["lon", "lat"])
    with open(sys.argv[2], encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    point, shape = shapely.STRtree(shapes).query(
        shapely.points(read["lon"], read["lat"]), predicate="intersects"
    )
    found = np.full(len(read), -1)
    found[point] = shape
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.writelines(f"{features[at]['properties']['id'] if at >= 0 else ''}\n" for at in found)


if __name__ == "__main__":
    main()
