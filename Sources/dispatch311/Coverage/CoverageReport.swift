import Boundaries

/// What was found of one layer, numbered, with what a request at each place gets today.
struct CoverageReport: Sendable {
    /// A finding and its number.
    struct Entry: Sendable {
        /// From 1 on, in the order of the findings.
        let number: Int
        /// What was found.
        let finding: Coverage.Finding
        /// What a request at its middle gets.
        let answer: PlaceAnswer
    }

    /// What was measured.
    let coverage: Coverage
    /// Everything that was found.
    let entries: [Entry]
    /// Which features of the file were taken; empty where all were.
    let filters: [PropertyFilter]

    /// Numbers the findings and asks the index what a request gets there; it must hold the layer.
    init(_ coverage: Coverage, index: BoundaryIndex, filters: [PropertyFilter] = []) {
        self.coverage = coverage
        self.filters = filters
        entries = coverage.findings.enumerated().map { offset, finding in
            Entry(
                number: offset + 1,
                finding: finding,
                answer: PlaceAnswer(at: finding.place, in: coverage.layer.id, of: index)
            )
        }
    }

    /// The layer's name for a person.
    var name: String { coverage.layer.definition.englishName }

    /// What the layer was held against, as part of a sentence.
    var outlineName: String { coverage.outline?.definition.englishName ?? "what the layer itself encloses" }
}
