"""Blocks of houses for the base map, drawn around the places of the City's tax lots; never used to route."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter, defaultdict

import numpy as np
import shapely

from geometry import METRES_PER_FOOT, to_degrees, to_feet
from layers import BOROUGHS, COUNCILCOUNT

PATH = COUNCILCOUNT + "bbl-population-estimates_2023.csv"
DECIMALS = 5  # of a degree: 1.1 m of latitude, 0.8 m of longitude
MARGIN_METRES = 12  # from the middle of a lot, which the table gives, to the street in front of it
RECTANGLE_SHARE = 0.75  # a hull that fills so much of the rectangle around it is a rectangle with corner lots missing
RECTANGLE_M2 = 40_000  # larger blocks are no rectangles, whatever their lots look like
TOLERANCE_METRES = 4  # a hull's corner nearer to the line past it is left out
LEAST_LOTS = 2  # a block of one lot is a park, a pier or an estate, whose shape its middle does not tell
LARGEST_M2 = 200_000  # larger hulls lie across streets: estates, and blocks whose number is used in several places


def read(packages):
    """The places of each block's lots as degrees, by borough and block."""
    places = defaultdict(set)
    (wheel,) = packages.glob("councilcount-*.whl")
    with zipfile.ZipFile(wheel) as archive, archive.open(PATH) as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")):
            places[row["borough"], int(float(row["block"]))].add((float(row["longitude"]), float(row["latitude"])))
    return places


def shapes_of(blocks):
    """A shape around each block's places, made in feet, given back in rounded degrees, and their areas in m2."""
    points = to_feet(np.array([shapely.MultiPoint(sorted(block)) for block in blocks]))
    hulls, rectangles = shapely.convex_hull(points), shapely.oriented_envelope(points)
    is_rectangle = shapely.area(hulls) > RECTANGLE_SHARE * shapely.area(rectangles)
    is_rectangle &= shapely.area(rectangles) * METRES_PER_FOOT**2 < RECTANGLE_M2
    shapes = shapely.simplify(np.where(is_rectangle, rectangles, hulls), TOLERANCE_METRES / METRES_PER_FOOT)
    shapes = shapely.buffer(
        shapes, MARGIN_METRES / METRES_PER_FOOT, cap_style="square", join_style="mitre", mitre_limit=1.5
    )
    shapes = shapely.simplify(shapes, TOLERANCE_METRES / METRES_PER_FOOT)
    square_metres = shapely.area(shapes) * METRES_PER_FOOT**2
    rounded = shapely.transform(to_degrees(shapes), lambda xy: np.round(xy, DECIMALS) + 0.0)
    shapes = shapely.orient_polygons(shapely.normalize(shapely.remove_repeated_points(rounded)))
    return shapes, square_metres, int(is_rectangle.sum())


def feature(polygons):
    """One GeoJSON feature without properties, its polygons from west to east."""
    rings = sorted(shapely.get_coordinates(polygon.exterior).tolist() for polygon in polygons)
    geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}, separators=(",", ":"))


def sheet(packages):
    """The file's bytes, one feature a borough, and what SOURCES.md says about it."""
    places = read(packages)
    few = [block for block, lots in places.items() if len(lots) < LEAST_LOTS]
    kept = {block: lots for block, lots in sorted(places.items()) if len(lots) >= LEAST_LOTS}
    shapes, areas, rectangles = shapes_of(kept.values())
    drawable = (areas <= LARGEST_M2) & shapely.is_valid(shapes)
    boroughs = np.array([borough for borough, _ in kept])
    lines, counts = [], Counter()
    for id, _ in BOROUGHS.values():
        polygons = shapes[drawable & (boroughs == id)]
        counts[id] = len(polygons)
        lines.append(feature(polygons))
    content = ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode()
    report = [
        f"blocks: councilcount {PATH}",
        f"  blocks {len(places)}, of fewer than {LEAST_LOTS} places {len(few)}, larger or broken {int((~drawable).sum())}",
        f"  rectangles {rectangles}",
        "  boroughs " + ", ".join(f"{id} {counts[id]}" for id in counts) + f", together {sum(counts.values())}",
        f"  vertices {int(shapely.get_num_coordinates(shapes[drawable]).sum())}, bytes {len(content)}",
        f"  sha256 {hashlib.sha256(content).hexdigest()}",
    ]
    return content, "\n".join(report)
