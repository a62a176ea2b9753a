"""From a City file's polygons to a clean partition in longitude and latitude."""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Transformer

METRES_PER_FOOT = 1200 / 3937  # US survey foot, the unit of EPSG:2263
DECIMALS = 6  # of a degree: 11 cm of latitude, 8 cm of longitude
GAP_METRES = 0.3  # narrower gaps between neighbours are drawing faults
SCRAP_M2 = 10  # smaller parts cut off by a neighbour are drawing faults
TOLERANCE_METRES = 0.6  # square root of the triangle area that a dropped vertex may span
DEVIATION_METRES = 1.0  # the recipe fails if a line moves further

# NAD83 and WGS 84 are taken as one, as the City itself does when it publishes in degrees.
_TO_FEET = Transformer.from_crs("EPSG:4269", "EPSG:2263", always_xy=True)
_TO_DEGREES = Transformer.from_crs("EPSG:2263", "EPSG:4269", always_xy=True)


@dataclass
class Report:
    """What was done to one layer, for SOURCES.md."""

    invalid: list[str]
    repaired_m2: float
    overlap_m2: float
    cleaned_m2: float
    scraps: list[str]
    vertices_before: int
    vertices_after: int
    deviation_m: float
    rounding_repairs: list[str]


def to_feet(geometries):
    """Degrees to EPSG:2263, the plane the City draws in."""
    return shapely.transform(geometries, lambda xy: np.column_stack(_TO_FEET.transform(xy[:, 0], xy[:, 1])))


def to_degrees(geometries):
    """EPSG:2263 to degrees, not rounded."""
    return shapely.transform(geometries, lambda xy: np.column_stack(_TO_DEGREES.transform(xy[:, 0], xy[:, 1])))


def polygons_only(geometry):
    """A valid geometry's polygons, without the points and lines a repair leaves behind."""
    return shapely.union_all([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def repair(geometries, ids):
    """Make invalid polygons valid; say which, and by how much their area changed."""
    invalid = [id for id, valid in zip(ids, shapely.is_valid(geometries)) if not valid]
    fixed = np.array([g if g.is_valid else polygons_only(shapely.make_valid(g)) for g in geometries])
    return fixed, invalid, square_metres(np.abs(shapely.area(fixed) - shapely.area(geometries)).sum())


def square_metres(square_feet):
    """Area in EPSG:2263 to square metres."""
    return float(square_feet) * METRES_PER_FOOT**2


def overlap(geometries):
    """Area in square feet that lies in two polygons of a layer."""
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    pairs = left < right
    return shapely.area(shapely.intersection(geometries[left[pairs]], geometries[right[pairs]])).sum()


def deviation(before, after):
    """Furthest distance in feet from a vertex of `before` to the lines of `after`."""
    worst = 0.0
    for old, new in zip(before, after):
        lines = new.boundary
        shapely.prepare(lines)
        worst = max(worst, shapely.distance(shapely.points(shapely.get_coordinates(old)), lines).max())
    return worst


def simplify(geometries):
    """Drop vertices; neighbours keep one common line. Returns how far in metres a line moved, too."""
    simple = shapely.coverage_simplify(geometries, TOLERANCE_METRES / METRES_PER_FOOT)
    moved = deviation(geometries, simple) * METRES_PER_FOOT
    if moved > DEVIATION_METRES:
        raise RuntimeError(f"simplifying moved a line by {moved:.2f} m")
    return simple, moved


def give_away_scraps(geometries, ids):
    """Give each part under SCRAP_M2 to the neighbour it shares most border with; say whose they were."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    owner = owner.copy()
    tree = shapely.STRtree(parts)
    given = []
    for scrap in np.flatnonzero(shapely.area(parts) * METRES_PER_FOOT**2 < SCRAP_M2):
        near = [part for part in tree.query(parts[scrap], predicate="touches") if owner[part] != owner[scrap]]
        shared = [shapely.length(shapely.intersection(parts[scrap], parts[part])) for part in near]
        if near and max(shared) > 0:
            given.append(ids[owner[scrap]])
            owner[scrap] = owner[near[int(np.argmax(shared))]]
    return np.array([shapely.coverage_union_all(parts[owner == index]) for index in range(len(ids))]), given


def rounded(geometries, ids):
    """Round to DECIMALS; where that broke a polygon or the partition, mend and round again."""
    mended = []
    for _ in range(5):
        geometries = shapely.transform(geometries, lambda xy: np.round(xy, DECIMALS) + 0.0)
        geometries = shapely.remove_repeated_points(geometries)
        valid = shapely.is_valid(geometries)
        if valid.all() and shapely.coverage_is_valid(geometries):
            return geometries, mended
        mended += [id for id, good in zip(ids, valid) if not good]
        geometries = np.array(
            [g if good else polygons_only(shapely.make_valid(g)) for g, good in zip(geometries, valid)]
        )
        geometries = shapely.coverage_clean(geometries)
    raise RuntimeError(f"rounding keeps breaking {mended or 'the partition'}")


def prepare(geometries, ids):
    """All steps for one layer, given in EPSG:2263; returns polygons in degrees and a report."""
    vertices_before = int(shapely.get_num_coordinates(geometries).sum())
    fixed, invalid, repaired_m2 = repair(geometries, ids)
    overlap_m2 = square_metres(overlap(fixed))
    clean = shapely.coverage_clean(fixed, gap_width=GAP_METRES / METRES_PER_FOOT)
    cleaned_m2 = square_metres(shapely.area(shapely.symmetric_difference(fixed, clean)).sum())
    clean, scraps = give_away_scraps(clean, ids)
    simple, moved = simplify(clean)
    degrees, rounding_repairs = rounded(to_degrees(simple), ids)
    degrees = shapely.orient_polygons(shapely.normalize(degrees))
    report = Report(
        invalid=invalid,
        repaired_m2=repaired_m2,
        overlap_m2=overlap_m2,
        cleaned_m2=cleaned_m2,
        scraps=scraps,
        vertices_before=vertices_before,
        vertices_after=int(shapely.get_num_coordinates(degrees).sum()),
        deviation_m=moved,
        rounding_repairs=rounding_repairs,
    )
    return degrees, report
