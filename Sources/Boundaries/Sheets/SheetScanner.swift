import Foundation

/// Takes the polygons and lines out of GeoJSON without making a value of each number, as a decoder would.
///
/// `JSONCheck` has looked through the bytes before, so what comes here is JSON and not too deep.
struct SheetScanner {
    /// The first thing that is wrong with a file.
    struct Fault: Error {
        let kind: BoundaryFault.Kind
        var feature: Int?
        var place: BoundaryFault.Place?
        let message: String

        func fault(in file: String) -> BoundaryFault {
            BoundaryFault(file: file, feature: feature, place: place, kind: kind, message: message)
        }
    }

    let bytes: [UInt8]
    let label: String?
    private let check: PositionCheck
    var offset = 0
    var shapes = MapShapes()

    /// The shapes of a FeatureCollection.
    static func shapes(of data: Data, label: String?, extent: BoundingBox?) throws(Fault) -> MapShapes {
        do {
            _ = try UTF8Span(validating: data.span)
        } catch {
            let found = "found another byte at offset \(error.byteOffsets.lowerBound)"
            throw Fault(kind: .encoding, message: "expected UTF-8, " + found)
        }
        do throws(JSONCheck.Fault) {
            try JSONCheck.check(data.span, limits: BoundaryLimits(maximumFeatures: 500_000))
        } catch {
            throw Fault(kind: error.kind, message: error.message)
        }
        var scanner = SheetScanner(bytes: Array(data), label: label, check: PositionCheck(extent: extent))
        scanner.skipByteOrderMark()
        try scanner.collection()
        return scanner.shapes
    }

    private init(bytes: [UInt8], label: String?, check: PositionCheck) {
        self.bytes = bytes
        self.label = label
        self.check = check
    }

    // MARK: - GeoJSON

    private mutating func collection() throws(Fault) {
        var type: String?
        var features: Int?
        let isObject = try members { (scanner, name) throws(Fault) in
            switch name {
            case "type": type = scanner.text()
            case "features": features = scanner.skip()
            default: scanner.skip()
            }
        }
        guard isObject, type == "FeatureCollection", let features else {
            let message = "expected a FeatureCollection with features, found another JSON value"
            throw Fault(kind: .notAFeatureCollection, message: message)
        }
        offset = features
        var index = 0
        try elements { (scanner) throws(Fault) in
            do throws(Fault) {
                try scanner.feature()
            } catch {
                var fault = error
                fault.feature = index
                throw fault
            }
            index += 1
        }
    }

    private mutating func feature() throws(Fault) {
        var geometry: Int?
        var name: String?
        var isFeature = false
        let isObject = try members { (scanner, member) throws(Fault) in
            switch member {
            case "type": isFeature = scanner.text() == "Feature"
            case "geometry": geometry = scanner.skip()
            case "properties" where scanner.label != nil:
                _ = try scanner.members { (scanner, property) throws(Fault) in
                    if property == scanner.label { name = scanner.text() } else { scanner.skip() }
                }
            default: scanner.skip()
            }
        }
        guard isObject, isFeature, let geometry else {
            throw Fault(kind: .notAFeature, message: "expected a Feature with a geometry, found another value")
        }
        let end = offset
        offset = geometry
        try self.geometry(named: name)
        offset = end
    }

    private mutating func geometry(named name: String?) throws(Fault) {
        var type: String?
        var coordinates: Int?
        _ = try members { (scanner, member) throws(Fault) in
            switch member {
            case "type": type = scanner.text()
            case "coordinates": coordinates = scanner.skip()
            default: scanner.skip()
            }
        }
        guard let coordinates else {
            throw Fault(kind: .missingGeometry, message: "expected a geometry with coordinates, found none")
        }
        offset = coordinates
        switch type {
        case "Polygon": try polygon(named: name)
        case "MultiPolygon": try elements { (scanner) throws(Fault) in try scanner.polygon(named: name) }
        case "LineString": try line(named: name)
        case "MultiLineString": try elements { (scanner) throws(Fault) in try scanner.line(named: name) }
        default:
            throw Fault(
                kind: .unsupportedGeometry,
                message: "expected Polygon, MultiPolygon, LineString or MultiLineString, found another geometry"
            )
        }
    }

    private mutating func polygon(named name: String?) throws(Fault) {
        try elements { (scanner) throws(Fault) in
            let ring = try scanner.positions()
            guard ring.count >= 4 else {
                let message = "expected a ring of at least 4 positions, found \(ring.count)"
                throw Fault(kind: .shortRing, message: message)
            }
            guard ring.first == ring.last else {
                throw Fault(kind: .openRing, message: "expected a ring to end where it begins, found another position")
            }
            scanner.shapes.add(ring: ring.dropLast())
        }
        shapes.endShape(name: name)
    }

    private mutating func line(named name: String?) throws(Fault) {
        let line = try positions()
        guard line.count >= 2 else {
            throw Fault(
                kind: .malformedCoordinates,
                message: "expected a line of at least 2 positions, found \(line.count)"
            )
        }
        shapes.add(ring: line)
        shapes.endShape(name: name, isLine: true)
    }

    private mutating func positions() throws(Fault) -> [WorldPoint] {
        var points: [WorldPoint] = []
        try elements { (scanner) throws(Fault) in
            var numbers = SIMD2(Double.nan, Double.nan)
            var count = 0
            try scanner.elements { (scanner) throws(Fault) in
                let number = try scanner.number()
                if count < 2 { numbers[count] = number }
                count += 1
            }
            guard count >= 2 else {
                let message = "expected two numbers for a position, found \(count)"
                throw Fault(kind: .malformedCoordinates, message: message)
            }
            points.append(try scanner.point(numbers.x, numbers.y))
        }
        return points
    }

    private func point(_ longitude: Double, _ latitude: Double) throws(Fault) -> WorldPoint {
        // The arrays below cost more than all the rest, and almost every position is a good one.
        if let coordinate = try? Coordinate(latitude: latitude, longitude: longitude),
            check.extent?.contains(coordinate) ?? true
        {
            return WorldPoint(coordinate)
        }
        var troubles: [(kind: BoundaryFault.Kind, trouble: PositionCheck.Trouble)] = []
        _ = check.coordinates([longitude, latitude], troubles: &troubles)
        guard let (kind, trouble) = troubles.first.map({ ($0.kind, $0.trouble) }) else {
            throw Fault(kind: .malformedCoordinates, message: "expected a position, found none")
        }
        throw Fault(kind: kind, place: trouble.place, message: trouble.message)
    }
}
