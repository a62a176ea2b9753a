import Boundaries

/// A name that the map with script writes, where it stands and from which zoom level on.
struct MapName: Sendable, Hashable, Encodable {
    let name: String
    let lat: Double
    let long: Double
    /// The first level at which the place has room for its name; of the land's own places, for a part of it.
    let zoom: Int
    /// The last level: seen from nearer, a large place's name says little, and stands at the one point of it by chance.
    let until: Int

    /// Rings with more corners are thinned out first: a shore is long, and its every bay matters little to a name.
    private static let corners = 300
    private static let rows = 15
    /// Pixels that a line of writing is high, and how wide it may be; the style sheet says so too.
    private static let height = 14.0
    private static let line = 112.0
    /// How many levels after the first that has room a name is still written.
    private static let levels = 5
    /// How much of its name a place of the land has room for at its first level.
    private static let part = 0.25

    /// The names of an atlas, those seen from afar first: areas and parks, not numbers.
    ///
    /// A layer whose names are mostly numbers tells nobody where they are with its few others.
    static func all(layers: [AtlasLayer], sheets: [Atlas.Sheet], outline: String?) -> [MapName] {
        var names: [String: MapName] = [:]
        if let land = layers.first(where: { $0.id == outline })?.shapes {
            for shape in 0..<land.count {
                guard let name = land.name(of: shape), !name.contains(where: \.isNumber) else { continue }
                names[name] = MapName(name, land, shape, part: part)
            }
        }
        let areas = layers.map(\.shapes).filter { shapes in
            shapes.names.count(where: { $0.contains(where: \.isNumber) }) * 5 <= shapes.names.count
        }
        for shapes in areas + sheets.map(\.shapes) where !shapes.names.isEmpty {
            for shape in 0..<shapes.count where !shapes.lines.contains(Int32(shape)) {
                guard let name = shapes.name(of: shape), !name.contains(where: \.isNumber), names[name] == nil else {
                    continue
                }
                names[name] = MapName(name, shapes, shape)
            }
        }
        return names.values.sorted { ($0.zoom, $0.name) < ($1.zoom, $1.name) }
    }

    /// Finds the place; nil where there is no room at any level.
    private init?(_ name: String, _ shapes: MapShapes, _ shape: Int, part: Double = 1) {
        let rings = shapes.shapes[shape].map { Self.ring(shapes.corners(of: $0), of: shapes) }
        guard let spot = Self.spot(in: rings) else { return nil }
        let (width, height) = Self.size(of: name)
        func level(for part: Double) -> Int? {
            MapView.zooms.first { zoom in
                let scale = MapView.pixelsAround(zoom) / WorldPoint.side
                return spot.width * scale >= width * part && spot.height * scale >= height
            }
        }
        guard let first = level(for: part), let fitting = level(for: 1) else { return nil }
        let place = MapView.coordinate(east: spot.x / WorldPoint.side, south: spot.y / WorldPoint.side)
        self.name = name
        lat = (place.latitude * 1e5).rounded() / 1e5
        long = (place.longitude * 1e5).rounded() / 1e5
        zoom = first
        until = fitting + Self.levels
    }

    /// How much room a name takes, in pixels: a long one is written in several lines.
    private static func size(of name: String) -> (width: Double, height: Double) {
        var lines: [Double] = []
        for word in name.split(separator: " ").map({ NameWidth.pixels(String($0)) }) {
            if let last = lines.last, last + word < line {
                lines[lines.count - 1] = last + word + NameWidth.pixels(" ")
            } else {
                lines.append(word)
            }
        }
        return (lines.max() ?? 0, Double(lines.count) * height)
    }

    private struct Spot {
        let x: Double
        let y: Double
        let width: Double
        let height: Double
    }

    private static func ring(_ corners: Range<Int>, of shapes: MapShapes) -> [SIMD2<Double>] {
        stride(from: corners.lowerBound, to: corners.upperBound, by: corners.count / Self.corners + 1).map {
            SIMD2(Double(shapes.points[$0].x), Double(shapes.points[$0].y))
        }
    }

    /// The middle of the widest stretch that has room above and below too.
    private static func spot(in rings: [[SIMD2<Double>]]) -> Spot? {
        let ys = rings.joined().map(\.y)
        guard let low = ys.min(), let high = ys.max() else { return nil }
        let turned = rings.map { $0.map { SIMD2($0.y, $0.x) } }
        var best: (spot: Spot, room: Double)?
        for row in 0..<rows {
            let y = low + (high - low) * (Double(row) + 0.5) / Double(rows)
            guard let across = stretches(of: rings, at: y).max(by: { $0.length < $1.length }) else { continue }
            let x = (across.lowerBound + across.upperBound) / 2
            guard let down = stretches(of: turned, at: x).first(where: { $0.contains(y) }) else { continue }
            let height = 2 * min(y - down.lowerBound, down.upperBound - y)
            // Words are some times wider than they are high.
            let room = min(across.length, 4 * height) + height / 8
            guard room > best?.room ?? 0 else { continue }
            best = (Spot(x: x, y: y, width: across.length, height: height), room)
        }
        return best?.spot
    }

    /// The stretches of x that are inside at a y, by counting crossings.
    private static func stretches(of rings: [[SIMD2<Double>]], at y: Double) -> [Range<Double>] {
        var crossings: [Double] = []
        for ring in rings {
            guard var start = ring.last else { continue }
            for end in ring {
                if (start.y <= y) != (end.y <= y) {
                    crossings.append(start.x + (end.x - start.x) * (y - start.y) / (end.y - start.y))
                }
                start = end
            }
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { crossings[$0]..<crossings[$0 + 1] }
    }
}

extension Range<Double> {
    fileprivate var length: Double { upperBound - lowerBound }
}
