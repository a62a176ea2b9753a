extension BoundaryReader {
    /// Checks a geometry; it has polygons only where there is no fault.
    func check(
        _ geometry: RawGeometry?,
        _ spot: FeatureSpot,
        _ faults: inout FaultList,
        _ comparisons: inout Int,
        _ context: GEOSContext
    ) throws(BoundaryError) -> CheckedGeometry {
        var checked = CheckedGeometry()
        guard let geometry else {
            let message = "expected a Polygon or MultiPolygon, found no geometry"
            faults.add(.missingGeometry, feature: spot.index, key: spot.key, message)
            return checked
        }
        guard geometry.isOfArea else {
            let found = geometry.type.map { "a \($0)" } ?? "a geometry without a type"
            let message = "expected a Polygon or MultiPolygon, found \(found)"
            faults.add(.unsupportedGeometry, feature: spot.index, key: spot.key, message)
            return checked
        }
        if let problem = geometry.problem {
            faults.add(problem.kind, feature: spot.index, key: spot.key, place: problem.place, problem.message)
            return checked
        }
        guard !geometry.polygons.isEmpty, geometry.polygons.allSatisfy({ !$0.isEmpty }) else {
            let message = "expected at least one ring in every polygon, found an empty one"
            faults.add(.emptyGeometry, feature: spot.index, key: spot.key, message)
            return checked
        }
        if isThorough { checked.raw = geometry }
        let sound = soundPolygons(geometry.polygons, spot, &faults, &checked.troubles)
        if sound == nil, !isThorough { return checked }
        guard let cost = Tangle.comparisons(in: geometry.polygons, within: limits.maximumComparisons - comparisons)
        else {
            let message = "expected edges that can be checked in \(limits.maximumComparisons) comparisons a file, "
            let found = "found \(geometry.positions) positions that take more"
            checked.isTangled = true
            faults.add(.tooTangled, feature: spot.index, key: spot.key, message + found)
            return checked
        }
        comparisons += cost
        if let sound {
            let shape = try GeometryHandle(polygons: sound, context: context)
            guard let fault = try shape.invalidity() else {
                checked.polygons = sound
                return checked
            }
            addInvalid(fault.reason, at: fault.place.map { BoundaryFault.Place.coordinate($0) }, spot, &faults)
        } else if let scaled = ScaledShape(geometry.polygons), let fault = scaled.invalidity(context) {
            // Whether a ring crosses itself does not depend on what its numbers mean.
            addInvalid(fault.reason, at: fault.place.map { scaled.place(of: $0) }, spot, &faults)
        }
        return checked
    }

    private func addInvalid(
        _ reason: String,
        at place: BoundaryFault.Place?,
        _ spot: FeatureSpot,
        _ faults: inout FaultList
    ) {
        let message = "expected a valid geometry (OGC Simple Features), found: \(reason)"
        faults.add(.invalid, feature: spot.index, key: spot.key, place: place, message)
    }

    /// Turns flat numbers into closed rings; nil where a number or a ring has a fault.
    private func soundPolygons(
        _ raw: [[[Double]]],
        _ spot: FeatureSpot,
        _ faults: inout FaultList,
        _ counts: inout [BoundaryFault.Kind: Int]
    ) -> [Polygon]? {
        var troubles: [(kind: BoundaryFault.Kind, trouble: PositionCheck.Trouble)] = []
        let check = PositionCheck(extent: limits.extent)
        var isSound = true
        var polygons: [Polygon] = []
        for (number, numbers) in raw.enumerated() {
            var rings: [[Coordinate]] = []
            for (position, ring) in numbers.enumerated() {
                if let problem = ringProblem(ring) {
                    let place =
                        ring.count >= 2 ? BoundaryFault.Place.of(ring[ring.count - 2], ring[ring.count - 1]) : nil
                    let message = "\(problem.message) (polygon \(number), ring \(position))"
                    faults.add(problem.kind, feature: spot.index, key: spot.key, place: place, message)
                    isSound = false
                }
                rings.append(check.coordinates(ring, troubles: &troubles))
            }
            guard let shell = rings.first else { continue }
            polygons.append(Polygon(shell: shell, holes: Array(rings.dropFirst())))
        }
        for (kind, trouble) in troubles {
            counts[kind] = trouble.count
            let more = trouble.count > 1 ? ", and \(trouble.count - 1) more positions like it" : ""
            faults.add(kind, feature: spot.index, key: spot.key, place: trouble.place, trouble.message + more)
        }
        return isSound && troubles.isEmpty ? polygons : nil
    }

    private func ringProblem(_ ring: [Double]) -> (kind: BoundaryFault.Kind, message: String)? {
        guard ring.count >= 8 else {
            return (.shortRing, "expected a ring of at least 4 positions, found \(ring.count / 2)")
        }
        let end = ring.count - 2
        guard ring[0] == ring[end], ring[1] == ring[end + 1] else {
            return (
                .openRing,
                "expected the last position to be the first, [\(ring[0]), \(ring[1])], "
                    + "found [\(ring[end]), \(ring[end + 1])]"
            )
        }
        return nil
    }
}
