"""The peer of our locate: geopandas sjoin, from arrays of points and polygons to a buurt per point.

    python sjoin.py POINTS.csv BUURTEN.geojson    prints one JSON line

Reading the files is not measured; making the frames and the join's own index is, as our index is too.
"""

import json
import resource
import sys
import time

import geopandas
import numpy as np
import pandas
import shapely


def own_cpu() -> float:
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


def main() -> None:
    read = pandas.read_csv(sys.argv[1], usecols=["lon", "lat"])
    lon, lat = read["lon"].to_numpy(), read["lat"].to_numpy()
    with open(sys.argv[2], encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])

    began, used = time.perf_counter(), own_cpu()
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=4326)
    buurten = geopandas.GeoDataFrame({"id": np.arange(1, len(shapes) + 1)}, geometry=shapes, crs=4326)
    joined = geopandas.sjoin(points, buurten, predicate="intersects")
    counted, summed = len(joined), int(joined["id"].sum())
    print(
        json.dumps(
            {
                "cpu_s": own_cpu() - used,
                "wall_s": time.perf_counter() - began,
                "assigned": counted,
                "sum": summed,
            }
        )
    )


if __name__ == "__main__":
    main()
