extension CoverageExaminer {
    /// Everything that is found.
    func coverage() throws(BoundaryError) -> Coverage {
        var sums = Dictionary(uniqueKeysWithValues: Coverage.Finding.Kind.allCases.map { ($0, Coverage.Sum()) })
        var findings = try overlaps(&sums)
        let gaps = try gaps(&sums)
        findings += gaps.filter { $0.kind == .gap }
        var outside = try beyond(&sums) + gaps.filter { $0.kind == .hole }
        findings.sort(by: Self.goesFirst)
        outside.sort(by: Self.goesFirst)
        return Coverage(
            layer: layer,
            outline: outline,
            toleranceMetres: tolerance,
            outlineSquareMetres: try plane.flat(area).area(),
            findings: findings + outside,
            sums: sums,
            plane: plane
        )
    }

    private func gaps(_ sums: inout [Coverage.Finding.Kind: Coverage.Sum]) throws(BoundaryError) -> [Coverage.Finding] {
        let left = try Self.naming("what it leaves of the outline") { () throws(BoundaryError) in
            try area.difference(from: covered)
        }
        return try findings(.gap, in: left, &sums)
    }

    private func beyond(
        _ sums: inout [Coverage.Finding.Kind: Coverage.Sum]
    ) throws(BoundaryError) -> [Coverage.Finding] {
        guard outline != nil else { return [] }
        let left = try Self.naming("what of it is not in the outline") { () throws(BoundaryError) in
            try covered.difference(from: area)
        }
        return try findings(.beyond, in: left, &sums)
    }

    private func findings(
        _ kind: Coverage.Finding.Kind,
        in shape: GeometryHandle,
        _ sums: inout [Coverage.Finding.Kind: Coverage.Sum]
    ) throws(BoundaryError) -> [Coverage.Finding] {
        let sieve = try CoverageSieve(shape, on: plane, tolerance: tolerance)
        var findings: [Coverage.Finding] = []
        for part in sieve.parts {
            let boundaries = try neighbours(of: part)
            let isHole = kind == .gap && isOutline && boundaries.count == 1
            findings.append(try finding(isHole ? .hole : kind, part, boundaries: boundaries))
        }
        sums[kind]?.thinCount = sieve.thinCount
        sums[kind]?.thinSquareMetres = sieve.thinSquareMetres
        for finding in findings {
            sums[finding.kind]?.count += 1
            sums[finding.kind]?.squareMetres += finding.squareMetres
        }
        return findings
    }

    /// Only boundaries whose boxes meet are laid over one another.
    private func overlaps(
        _ sums: inout [Coverage.Finding.Kind: Coverage.Sum]
    ) throws(BoundaryError) -> [Coverage.Finding] {
        var sum = Coverage.Sum()
        var findings: [Coverage.Finding] = []
        var parts: [GeometryHandle] = []
        for (number, shape) in shapes.enumerated() {
            for other in flatTree.candidates(for: flat[number].geometry).sorted() where other > number {
                let ids = [layer.boundaries[number].id, layer.boundaries[other].id]
                let common = try Self.naming("boundaries \(ids[0]) and \(ids[1])") {
                    () throws(BoundaryError) in
                    try shape.intersection(with: shapes[other])
                }
                let sieve = try CoverageSieve(common, on: plane, tolerance: tolerance)
                for part in sieve.parts { findings.append(try finding(.overlap, part, boundaries: ids)) }
                parts += sieve.parts
                sum.thinCount += sieve.thinCount
                sum.thinSquareMetres += sieve.thinSquareMetres
            }
        }
        sum.count = findings.count
        if !parts.isEmpty {
            sum.squareMetres = try Self.naming("all overlaps together") { () throws(BoundaryError) in
                try GeometryHandle.union(of: parts, context: context).area()
            }
        }
        sums[.overlap] = sum
        return findings
    }

    private func finding(
        _ kind: Coverage.Finding.Kind,
        _ part: GeometryHandle,
        boundaries: [String]
    ) throws(BoundaryError) -> Coverage.Finding {
        let area = try part.area()
        // Twice the area over the length of the edge is between half the width and the width of what is long or round.
        // A fiftieth of it is near enough, unless the shape is so long that looking for it would take minutes.
        let near = try max(0.04 * area / part.length(), part.envelope().length() / 400_000)
        let circle = try part.inscribedCircle(tolerance: near)
        return Coverage.Finding(
            kind: kind,
            squareMetres: area,
            widthMetres: max(2 * circle.radius, tolerance),
            place: plane.coordinate(PlanePoint(x: circle.x, y: circle.y)),
            boundaries: boundaries,
            isAtEdge: try edge.isWithin(Self.reach, of: part),
            polygons: try polygons(part)
        )
    }

    /// The ids of the boundaries that a shape on the plane touches.
    private func neighbours(of part: GeometryHandle) throws(BoundaryError) -> [String] {
        var numbers: [Int] = []
        for number in flatTree.candidates(for: try part.envelope().grown(by: Self.reach)).sorted() {
            if try flat[number].isWithin(Self.reach, of: part) { numbers.append(number) }
        }
        return numbers.map { layer.boundaries[$0].id }
    }

    /// A shape on the plane as polygons of positions, cut at the antimeridian.
    private func polygons(_ part: GeometryHandle) throws(BoundaryError) -> [Polygon] {
        let plane = plane
        let shape = try part.moved { plane.degrees($0) }
        guard plane.isTurned else { return try shape.polygons() }
        let west = try shape.intersection(with: hemisphere(from: 0, to: 180))
        let pastLine = try hemisphere(from: -180, to: 0).moved { PlanePoint(x: $0.x + 360, y: $0.y) }
        let east = try shape.intersection(with: pastLine).moved {
            PlanePoint(x: CityPlane.rounded($0.x - 360), y: $0.y)
        }
        return try west.polygons() + east.polygons()
    }

    private func hemisphere(from west: Double, to east: Double) throws(BoundaryError) -> GeometryHandle {
        let corners = [(-90, west), (-90, east), (90, east), (90, west), (-90, west)]
        let shell = corners.map { Coordinate.inRange(latitude: Double($0.0), longitude: $0.1) }
        return try GeometryHandle(polygons: [Polygon(shell: shell)], context: context)
    }

    /// The larger first; of equal ones the northern, then the western.
    private static func goesFirst(_ first: Coverage.Finding, _ second: Coverage.Finding) -> Bool {
        if first.squareMetres != second.squareMetres { return first.squareMetres > second.squareMetres }
        if first.place.latitude != second.place.latitude { return first.place.latitude > second.place.latitude }
        return first.place.longitude < second.place.longitude
    }
}
