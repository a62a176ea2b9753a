extension ReferenceSystem {
    /// What the numbers of a projected file may be, the most likely first; at most three.
    ///
    /// Where it is known where the file should lie, only maps that put the middle of the numbers there are taken, and
    /// often there is one. Without that several maps may have such numbers, each in its own part of the world.
    static func guesses(x: ClosedRange<Double>, y: ClosedRange<Double>, extent: BoundingBox?) -> [ReferenceSystem] {
        let middle = SIMD2(x.lowerBound / 2 + x.upperBound / 2, y.lowerBound / 2 + y.upperBound / 2)
        guard let extent else {
            let found = known.filter { $0.holds(x.lowerBound, y.lowerBound) && $0.holds(x.upperBound, y.upperBound) }
            let isOnTheWeb =
                webMercator.holds(x.lowerBound, y.lowerBound) && webMercator.holds(x.upperBound, y.upperBound)
            return Array((found + (isOnTheWeb ? [webMercator] : [])).prefix(3))
        }
        let zone = min(60, max(1, Int(((extent.west + extent.east) / 2 + 180) / 6) + 1))
        let zones = [zone, zone > 1 ? zone - 1 : 60, zone < 60 ? zone + 1 : 1]
        let isNorth = extent.south + extent.north >= 0
        let systems = known + [webMercator] + zones.map { utm(zone: $0, isNorth: isNorth) }
        return Array(
            systems.filter { system in system.position(middle.x, middle.y).map { extent.contains($0) } ?? false }
                .prefix(3)
        )
    }

    /// Whether numbers could be metres of a zone of the Universal Transverse Mercator grid, whichever zone it is.
    static func mayBeUTM(x: ClosedRange<Double>, y: ClosedRange<Double>) -> Bool {
        x.lowerBound > 160_000 && x.upperBound < 840_000 && y.lowerBound > 0 && y.upperBound < 10_000_000
    }

    /// In words, after "looks like".
    static func words(x: ClosedRange<Double>, y: ClosedRange<Double>, extent: BoundingBox?) -> String {
        let guesses = guesses(x: x, y: y, extent: extent)
        var titles = guesses.map(\.title)
        if extent == nil, mayBeUTM(x: x, y: y) { titles.insert("metres of the UTM zone of the place", at: 0) }
        guard let last = titles.popLast() else { return "metres or feet of a projected file" }
        return titles.isEmpty ? last : titles.joined(separator: ", ") + " or " + last
    }

    /// The number of the EPSG register that a `crs` member names: "urn:ogc:def:crs:EPSG::2263", "EPSG:2263",
    /// "http://www.opengis.net/def/crs/EPSG/0/2263".
    static func code(named name: String) -> Int? {
        let upper = name.uppercased()
        guard upper.contains("EPSG"), let last = upper.split(whereSeparator: { ":/#".contains($0) }).last else {
            return nil
        }
        return last.count <= 6 ? Int(last) : nil
    }

    /// What is known of the number, where it is one of ours.
    static func known(code: Int) -> ReferenceSystem? {
        if code == 3857 || code == 900_913 || code == 102_100 { return webMercator }
        if (32601...32660).contains(code) { return utm(zone: code - 32600, isNorth: true) }
        if (32701...32760).contains(code) { return utm(zone: code - 32700, isNorth: false) }
        return known.first { $0.code == code }
    }
}
