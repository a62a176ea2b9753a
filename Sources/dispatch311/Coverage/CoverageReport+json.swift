import Boundaries

/// The report as `--json` prints it: an object a finding, then one for the layer.
extension CoverageReport {
    /// One finding.
    struct FindingObject: Encodable {
        let type = "finding"
        let layer: String
        let number: Int
        let kind: String
        let area_m2: Double
        let share: Double
        let width_m: Double
        let latitude: Double
        let longitude: Double
        let at_edge: Bool
        let boundaries: [String]
        /// How a request there is answered today: `only`, `smaller`, `nearest`, `none`, `outside`.
        let today: PlaceAnswer.Outcome
        @OrNull var today_boundary: String?
        @OrNull var today_metres: Double?
    }

    /// What was found of one kind.
    struct SumObject: Encodable {
        let count: Int
        let area_m2: Double
        let share: Double
        let thin_count: Int
        let thin_area_m2: Double
    }

    /// A layer as a whole.
    struct SummaryObject: Encodable {
        let type = "summary"
        let layer: String
        let file: String
        let version: String
        let only: [String]
        let boundaries: Int
        @OrNull var outline: String?
        let outline_area_m2: Double
        let tolerance_m: Double
        let whole: Bool
        let covered_share: Double
        let gaps: SumObject
        let overlaps: SumObject
        let beyond: SumObject
        let holes: SumObject
    }

    /// The findings' objects.
    var findingObjects: [FindingObject] {
        entries.map { entry in
            let finding = entry.finding
            return FindingObject(
                layer: coverage.layer.id,
                number: entry.number,
                kind: finding.kind.rawValue,
                area_m2: finding.squareMetres,
                share: coverage.share(finding.squareMetres),
                width_m: finding.widthMetres,
                latitude: finding.place.latitude,
                longitude: finding.place.longitude,
                at_edge: finding.isAtEdge,
                boundaries: finding.boundaries,
                today: entry.answer.outcome,
                today_boundary: entry.answer.boundary,
                today_metres: entry.answer.outcome == .nearest ? entry.answer.metres : nil
            )
        }
    }

    /// The layer's object.
    var summaryObject: SummaryObject {
        SummaryObject(
            layer: coverage.layer.id,
            file: coverage.layer.definition.file,
            version: coverage.layer.version,
            only: filters.map(\.description),
            boundaries: coverage.layer.boundaries.count,
            outline: coverage.outline?.id,
            outline_area_m2: coverage.outlineSquareMetres,
            tolerance_m: coverage.toleranceMetres,
            whole: coverage.isWhole,
            covered_share: coverage.coveredShare,
            gaps: sum(.gap),
            overlaps: sum(.overlap),
            beyond: sum(.beyond),
            holes: sum(.hole)
        )
    }

    private func sum(_ kind: Coverage.Finding.Kind) -> SumObject {
        let sum = coverage.sum(kind)
        return SumObject(
            count: sum.count,
            area_m2: sum.squareMetres,
            share: coverage.share(sum.squareMetres),
            thin_count: sum.thinCount,
            thin_area_m2: sum.thinSquareMetres
        )
    }
}
