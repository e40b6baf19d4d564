"""Another peer of our hotspots: scikit-learn's DBSCAN over the points themselves, 50 m and ten of them.

    python clusters.py POINTS COLUMNS ROWS    prints one JSON line

It finds dense clumps and knows neither people nor chance, so it does less; analysts use it for the same question. Points
are those of gi_star.py.
"""

import json
import sys
import time

from gi_star import own_cpu, points
from sklearn.cluster import DBSCAN

RADIUS_M, FEWEST = 50.0, 10


def main() -> None:
    count, columns, rows = (int(word) for word in sys.argv[1:4])
    place = points(count, columns, rows)
    began, used = time.perf_counter(), own_cpu()
    labels = DBSCAN(eps=RADIUS_M, min_samples=FEWEST, algorithm="kd_tree").fit(place).labels_
    told = {"cpu_s": own_cpu() - used, "wall_s": time.perf_counter() - began, "clusters": int(labels.max()) + 1}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
