import Boundaries

extension MapPicture {
    /// Puts a report on its map.
    init(_ report: CoverageReport, prefix: String) {
        let plane = report.coverage.plane
        let outline = report.coverage.outline?.boundaries.flatMap(\.polygons) ?? []
        self.init(
            ground: PlaneShape(outline, on: plane),
            areas: report.coverage.layer.boundaries.map { Area($0, on: plane) },
            subjects: report.entries.map { entry in
                let finding = entry.finding
                return PictureSubject(
                    number: entry.number,
                    kind: PictureSubject.Kind(finding.kind),
                    words: "\(finding.kind.word), \(AreaText.text(finding.squareMetres))",
                    place: plane.point(finding.place),
                    shape: PlaneShape(finding.polygons, on: plane)
                )
            },
            prefix: prefix
        )
    }
}

extension PictureSubject.Kind {
    /// How a finding is drawn: what is no fault by itself looks alike.
    init(_ kind: Coverage.Finding.Kind) {
        switch kind {
        case .gap: self = .gap
        case .overlap: self = .overlap
        case .beyond, .hole: self = .beyond
        }
    }
}
