import Boundaries

extension CoverageReport {
    /// Adds the findings' shapes to a file of features.
    func add(to features: inout FeatureText) {
        for entry in entries {
            let finding = entry.finding
            features.add(
                finding.polygons,
                properties: [
                    ("layer", .text(coverage.layer.id)),
                    ("number", .integer(entry.number)),
                    ("kind", .text(finding.kind.rawValue)),
                    ("area_m2", .number(finding.squareMetres)),
                    ("share", .number(coverage.share(finding.squareMetres))),
                    ("width_m", .number(finding.widthMetres)),
                    ("latitude", .number(finding.place.latitude)),
                    ("longitude", .number(finding.place.longitude)),
                    ("at_edge", .truth(finding.isAtEdge)),
                    ("boundaries", .text(finding.boundaries.joined(separator: ", "))),
                    ("today", .text(entry.answer.outcome.rawValue)),
                    ("today_boundary", entry.answer.boundary.map { .text($0) } ?? .null),
                ]
            )
        }
    }
}
