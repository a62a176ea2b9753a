import Foundation

/// A geometry as it was decoded: its rings as flat numbers, x and y in turn, still of any value.
struct RawGeometry: Decodable {
    /// Why the coordinates could not be read to their end; the rings read before are kept.
    struct Problem {
        let kind: BoundaryFault.Kind
        let message: String
        /// The position read just before.
        let place: BoundaryFault.Place?
    }

    let type: String?
    /// Polygons of rings of x, y, x, y….
    private(set) var polygons: [[[Double]]] = []
    private(set) var problem: Problem?

    private enum Key: String, CodingKey {
        case type, coordinates
    }

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self) else {
            type = nil
            return
        }
        type = try? container.decode(String.self, forKey: .type)
        guard type == "Polygon" || type == "MultiPolygon" else { return }
        guard var outer = try? container.nestedUnkeyedContainer(forKey: .coordinates) else {
            problem = Problem(
                kind: .malformedCoordinates,
                message: "expected an array named coordinates, found none",
                place: nil
            )
            return
        }
        if type == "Polygon" {
            readPolygon(&outer)
            return
        }
        while problem == nil, !outer.isAtEnd {
            guard var polygon = try? outer.nestedUnkeyedContainer() else {
                fail(.malformedCoordinates, "expected an array of rings, found something else")
                return
            }
            readPolygon(&polygon)
        }
    }

    private mutating func readPolygon(_ rings: inout any UnkeyedDecodingContainer) {
        polygons.append([])
        while problem == nil, !rings.isAtEnd {
            polygons[polygons.count - 1].append([])
            guard var ring = try? rings.nestedUnkeyedContainer() else {
                fail(.malformedCoordinates, "expected an array of positions, found something else")
                return
            }
            var numbers: [Double] = []
            numbers.reserveCapacity(2 * (ring.count ?? 0))
            let problem = Self.readRing(&ring, into: &numbers)
            polygons[polygons.count - 1][polygons[polygons.count - 1].count - 1] = numbers
            if let problem { fail(problem.kind, problem.message) }
        }
    }

    /// Reads positions until the ring ends or one cannot be read; a third number and more is passed over.
    private static func readRing(
        _ ring: inout any UnkeyedDecodingContainer,
        into numbers: inout [Double]
    ) -> (kind: BoundaryFault.Kind, message: String)? {
        while !ring.isAtEnd {
            guard var position = try? ring.nestedUnkeyedContainer() else {
                return (.malformedCoordinates, "expected a position in brackets, found something else")
            }
            do {
                let first = try position.decode(Double.self)
                numbers.append(first)
                numbers.append(try position.decode(Double.self))
            } catch {
                if numbers.count % 2 == 1 { numbers.removeLast() }
                return describe(error, numbersInPosition: position.count ?? 0)
            }
        }
        return nil
    }

    /// `JSONDecoder` says with `DecodingError` that something is no number; its other errors mean one out of range.
    private static func describe(
        _ error: any Error,
        numbersInPosition count: Int
    ) -> (kind: BoundaryFault.Kind, message: String) {
        if count < 2 { return (.malformedCoordinates, "expected a position of two numbers, found \(count)") }
        switch error {
        case DecodingError.typeMismatch, DecodingError.valueNotFound:
            return (.malformedCoordinates, "expected a position of two numbers, found something else")
        default:
            return (.notFinite, "expected a number from ±2e-308 to ±1.8e308, found one no double can hold")
        }
    }

    private mutating func fail(_ kind: BoundaryFault.Kind, _ message: String) {
        let polygon = polygons.count - 1
        let ring = (polygons.last?.count ?? 0) - 1
        let numbers = polygons.last?.last ?? []
        var spot = "polygon \(max(0, polygon))"
        if ring >= 0 { spot += ", ring \(ring), position \(numbers.count / 2)" }
        let place: BoundaryFault.Place? =
            numbers.count >= 2 ? .of(numbers[numbers.count - 2], numbers[numbers.count - 1]) : nil
        problem = Problem(kind: kind, message: "\(message) (\(spot))", place: place)
    }
}

extension RawGeometry {
    /// Whether it is of a type a boundary may be.
    var isOfArea: Bool { type == "Polygon" || type == "MultiPolygon" }

    /// How many positions it has.
    var positions: Int { polygons.joined().reduce(0) { $0 + $1.count / 2 } }
}

extension BoundaryFault.Place {
    /// The place of two numbers as GeoJSON orders them: longitude, latitude.
    static func of(_ first: Double, _ second: Double) -> BoundaryFault.Place {
        if let coordinate = try? Coordinate(latitude: second, longitude: first) { return .coordinate(coordinate) }
        return .raw(first: first, second: second)
    }
}
