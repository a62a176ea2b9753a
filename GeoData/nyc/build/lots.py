"""A sample of the City's tax lots: places for made-up service requests, and nothing else about them."""

import csv
import hashlib
import io
import zipfile
from collections import defaultdict

from layers import BOROUGHS, COUNCILCOUNT

PATH = COUNCILCOUNT + "bbl-population-estimates_2023.csv"
SIZE = 5000
DECIMALS = 5  # of a degree: 1.1 m of latitude, 0.8 m of longitude
SEED = "Dispatch311 lots 1"


def read(packages):
    """Each borough's distinct places of lots as text, its population, and the number of lots."""
    places, people, rows = defaultdict(set), defaultdict(float), 0
    (wheel,) = packages.glob("councilcount-*.whl")
    with zipfile.ZipFile(wheel) as archive, archive.open(PATH) as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")):
            place = tuple(f"{float(row[name]):.{DECIMALS}f}" for name in ("latitude", "longitude"))
            places[row["borough"]].add(place)
            people[row["borough"]] += float(row["bbl_population_estimate"])
            rows += 1
    if set(places) != {id for id, _ in BOROUGHS.values()}:
        raise ValueError(f"{PATH}: the boroughs are {sorted(places)}")
    return places, people, rows


def quotas(people):
    """SIZE shared out in proportion to population; what rounding down leaves goes to the largest remainders."""
    exact = {id: SIZE * count / sum(people.values()) for id, count in people.items()}
    shares = {id: int(share) for id, share in exact.items()}
    by_remainder = sorted(exact, key=lambda id: (shares[id] - exact[id], id))
    for id in by_remainder[: SIZE - sum(shares.values())]:
        shares[id] += 1
    return shares


def draw(places, count):
    """The places with the smallest SHA-256 of seed and text: chance that no version of Python changes."""
    return sorted(places, key=lambda place: hashlib.sha256(" ".join((SEED, *place)).encode()).digest())[:count]


def sample(packages):
    """The file's bytes, south to north and then west to east, and what SOURCES.md says about it."""
    places, people, rows = read(packages)
    shares = quotas(people)
    chosen = [place for id, count in shares.items() for place in draw(places[id], count)]
    chosen.sort(key=lambda place: tuple(map(float, place)))
    content = "".join(",".join(row) + "\n" for row in [("latitude", "longitude"), *chosen]).encode()
    report = [
        f"lots: councilcount {PATH}",
        f"  lots {rows}, distinct places {sum(map(len, places.values()))}, chosen {len(chosen)}, bytes {len(content)}",
        "  boroughs " + ", ".join(f"{id} {shares[id]} (population {people[id]:.0f})" for id in sorted(shares)),
        f"  sha256 {hashlib.sha256(content).hexdigest()}",
    ]
    return content, "\n".join(report)
