extension EdgeTolerance {
    /// Metres from the outline up to which a point outside is measured at all; farther is simply elsewhere.
    public static let reach = 50_000.0

    /// The stretch a place on the outline belongs to: the one whose line is nearest, within `corridor`.
    ///
    /// Of two lines at the same distance the one listed first wins; nil is the shore.
    func stretch(at place: Coordinate) -> Stretch? {
        let plane = LocalPlane(at: place)
        var best: (metres: Double, stretch: Stretch)?
        for stretch in stretches {
            let metres = stretch.nearest(to: plane).metres(from: place)
            if metres <= Self.corridor, metres < best?.metres ?? .infinity { best = (metres, stretch) }
        }
        return best?.stretch
    }

    /// Refuses what cannot be meant.
    func check(against layers: [BoundaryLayer]) throws(BoundaryError) {
        guard layers.contains(where: { $0.id == outline }) else {
            throw .unknownOutline(outline, layers: layers.map(\.id))
        }
        try check(metres, of: "the tolerance")
        try check(seamMetres, of: "the tolerance at seams")
        for (index, stretch) in stretches.enumerated() {
            let name = stretch.name["en"] ?? stretch.name.min { $0.key < $1.key }?.value ?? "\(index)"
            try check(stretch.metres, of: "the tolerance at \(name)")
            guard stretch.line.count >= 2 else {
                throw .tolerance(
                    "expected the line of \(name) to have at least 2 positions, found \(stretch.line.count)"
                )
            }
        }
    }

    private func check(_ metres: Double, of what: String) throws(BoundaryError) {
        guard (0...Self.reach).contains(metres) else {
            throw .tolerance("expected \(what) to be 0 to \(Int(Self.reach)) metres, found \(metres)")
        }
    }
}

extension EdgeTolerance.Stretch {
    fileprivate func nearest(to plane: LocalPlane) -> NearestPoint {
        zip(line, line.dropFirst()).reduce(.none) { best, edge in
            let nearest = plane.nearest(
                from: (edge.0.latitude, edge.0.longitude),
                to: (edge.1.latitude, edge.1.longitude)
            )
            return nearest.squared < best.squared ? nearest : best
        }
    }
}
