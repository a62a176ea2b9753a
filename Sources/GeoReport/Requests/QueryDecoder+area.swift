import Boundaries
import ServiceRequests

extension QueryDecoder {
    /// Metres around `lat` and `long` where no `radius` is given: half the side of what SeeClickFix looks through.
    public static let standardRadius = 750.0
    /// The most metres around a place.
    public static let longestRadius = 100_000.0

    /// The part of the map that `bbox`, or `lat` and `long` with `radius`, ask for; nil where none, and after saying what
    /// is wrong with them.
    func area(
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> ServiceRequest.Query.Area? {
        let box = box(in: query, &faults)
        let circle = circle(in: query, &faults)
        return ServiceRequest.Query.Area(box: box, circle: circle)
    }

    private func circle(
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> ServiceRequest.Query.Area.Circle? {
        var metres = Self.standardRadius
        if let text = query["radius"] {
            if let number = FormParameters.decimal(text), number > 0, number <= Self.longestRadius {
                metres = number
            } else {
                faults.append(
                    .init(
                        .parameterInvalid,
                        "radius: expected metres, more than 0 and at most \(Int(Self.longestRadius)), "
                            + "found \(Quotation(text))"
                    )
                )
            }
        }
        do throws(GeoReportError) {
            return try query.coordinate(near: extent).map { .init(center: $0, metres: metres) }
        } catch {
            faults += error.faults
            return nil
        }
    }

    /// A box of four numbers, whichever of the two orders in use they come in: latitude first (uReport) or longitude first
    /// (Mark-a-Spot, and maps on the web).
    ///
    /// The city's extent tells which is meant: in the other order the box lies elsewhere.
    private func box(in query: FormParameters, _ faults: inout [GeoReportError.Fault]) -> BoundingBox? {
        guard let text = query["bbox"] else { return nil }
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
            String(part).trimmed.flatMap { FormParameters.decimal($0) }
        }
        let readings =
            numbers.count == 4
            ? [
                Self.box(numbers[0], numbers[1], numbers[2], numbers[3]),
                Self.box(numbers[1], numbers[0], numbers[3], numbers[2]),
            ].compactMap(\.self) : []
        guard let first = readings.first, text.split(separator: ",", omittingEmptySubsequences: false).count == 4 else {
            faults.append(
                .init(
                    .parameterInvalid,
                    "bbox: expected four degrees, the corner in the south west and the one in the north east, "
                        + "found \(Quotation(text))"
                )
            )
            return nil
        }
        guard let second = readings.dropFirst().first, first != second else { return first }
        guard let extent else {
            faults.append(unclear(text))
            return nil
        }
        switch (first.part(of: extent), second.part(of: extent)) {
        // Where both say the same of the city it does not matter; where neither meets it, nothing is there to be found.
        case (let one, let other) where one == other: return first
        case (_, nil): return first
        case (nil, _): return second
        default:
            faults.append(unclear(text))
            return nil
        }
    }

    private func unclear(_ text: String) -> GeoReportError.Fault {
        .init(
            .areaUnclear,
            "bbox: expected a box that lies in the city in one order only, latitude first or longitude first, "
                + "found \(Quotation(text)), which does in both; make it smaller, or ask with lat, long and radius"
        )
    }

    private static func box(_ south: Double, _ west: Double, _ north: Double, _ east: Double) -> BoundingBox? {
        guard south <= north, west <= east, let first = try? Coordinate(latitude: south, longitude: west),
            let last = try? Coordinate(latitude: north, longitude: east)
        else { return nil }
        return BoundingBox(first, last)
    }
}

extension BoundingBox {
    /// What lies in both, nil where nothing does.
    ///
    /// The edges count with some metres beyond them: places off the shore are taken to the nearest land.
    fileprivate func part(of extent: BoundingBox) -> BoundingBox? {
        let margin = 0.01
        let (south, north) = (max(south, extent.south - margin), min(north, extent.north + margin))
        let (west, east) = (max(west, extent.west - margin), min(east, extent.east + margin))
        guard south <= north, west <= east else { return nil }
        return BoundingBox(.inRange(latitude: south, longitude: west), .inRange(latitude: north, longitude: east))
    }
}
