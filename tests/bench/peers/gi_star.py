"""The peer of our hotspots: esda's Gi* over as many square cells, from points to z-scores.

    python gi_star.py POINTS COLUMNS ROWS    prints one JSON line

The chain an analyst would write: count the points per cell, build the weights of the grid, run G_Local with star.
The weights go in as arrays, which costs far less than `lat2W` or a dictionary of neighbours, so that the peer is shown
at its best. Points are made like ours: 60 % in 300 piles of 40 m, the rest even, in cells of 25 m.
"""

import json
import resource
import sys
import time

import esda
import numpy as np
from libpysal.graph import Graph

CELL = 25.0


def points(count: int, columns: int, rows: int) -> np.ndarray:
    chance = np.random.default_rng(42)
    size = np.array([columns, rows]) * CELL
    piles = chance.uniform(0, 1, (300, 2)) * size
    heaped = int(count * 0.6)
    near = piles[chance.integers(0, 300, heaped)] + chance.normal(0, 40, (heaped, 2))
    spread = chance.uniform(0, 1, (count - heaped, 2)) * size
    return np.concatenate([near, spread])


def eight_neighbours(columns: int, rows: int) -> Graph:
    """Every cell beside every other it touches, also at a corner."""
    cell = np.arange(rows * columns).reshape(rows, columns)
    focal, near = [], []
    for down, right in [(0, 1), (1, 0), (1, 1), (1, -1)]:
        here = cell[: rows - down, max(0, -right) : columns - max(0, right)].ravel()
        there = cell[down:, max(0, right) : columns - max(0, -right)].ravel()
        focal += [here, there]
        near += [there, here]
    focal, near = np.concatenate(focal), np.concatenate(near)
    return Graph.from_arrays(focal, near, np.ones(len(focal)))


def chain(place: np.ndarray, columns: int, rows: int) -> dict:
    began, used = time.perf_counter(), own_cpu()
    counted, _, _ = np.histogram2d(
        place[:, 1], place[:, 0], bins=[rows, columns], range=[[0, rows * CELL], [0, columns * CELL]]
    )
    weights = eight_neighbours(columns, rows)
    built = own_cpu()
    found = esda.G_Local(counted.ravel(), weights, transform="B", permutations=0, star=True)
    hot = int((found.Zs > 2.576).sum())
    return {
        "cpu_s": own_cpu() - used,
        "cpu_g_s": own_cpu() - built,
        "wall_s": time.perf_counter() - began,
        "cells": columns * rows,
        "hot": hot,
    }


def own_cpu() -> float:
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


def main() -> None:
    count, columns, rows = (int(word) for word in sys.argv[1:4])
    print(json.dumps(chain(points(count, columns, rows), columns, rows)))


if __name__ == "__main__":
    main()
