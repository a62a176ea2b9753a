import Boundaries

/// The words and numbers that the table and the picture have in common.
extension CoverageReport {
    /// A share of the outline: "9.999 %"; what is not nothing is never called 0.
    static func share(_ share: Double) -> String {
        share > 0 && share < 0.000_005 ? "<0.001 %" : NumberText.percent(share, digits: 3)
    }

    /// A width: "3.2 m", "1,340 m".
    static func width(_ metres: Double) -> String {
        NumberText.fixed(metres, digits: metres < 10 ? 1 : 0) + " m"
    }

    /// The tolerance.
    var tolerance: String { NumberText.short(coverage.toleranceMetres) + " m" }

    /// A kind and its number: "12 gaps", "1 place beyond the outline".
    static func count(_ count: Int, _ kind: Coverage.Finding.Kind) -> String {
        switch kind {
        case .gap: NumberText.count(count, "gap")
        case .overlap: NumberText.count(count, "overlap")
        case .beyond: NumberText.count(count, "place beyond the outline", "places beyond the outline")
        case .hole: NumberText.count(count, "hole")
        }
    }

    /// What it comes to in one sentence without a full stop.
    var verdict: String {
        let (gaps, overlaps) = (coverage.sum(.gap), coverage.sum(.overlap))
        guard !coverage.isWhole else {
            return "every place lies in exactly one boundary, but for what is nowhere wider than \(tolerance)"
        }
        var parts: [String] = []
        if gaps.count > 0 {
            let share = Self.share(coverage.share(gaps.squareMetres))
            parts.append(
                "\(Self.count(gaps.count, .gap)): \(AreaText.text(gaps.squareMetres)), \(share) of the outline, in no boundary"
            )
        }
        if overlaps.count > 0 {
            let share = Self.share(coverage.share(overlaps.squareMetres))
            parts.append(
                "\(Self.count(overlaps.count, .overlap)): \(AreaText.text(overlaps.squareMetres)), \(share), in more than one"
            )
        }
        return parts.joined(separator: "; ")
    }

    /// What else there is to know, a sentence each.
    var notes: [String] {
        var notes: [String] = []
        if coverage.outline == nil {
            notes.append("Held against no other layer: only gaps that it encloses are found.")
        }
        let beyond = coverage.sum(.beyond)
        if beyond.count > 0 {
            notes.append(
                "\(Self.count(beyond.count, .beyond)): \(AreaText.text(beyond.squareMetres)). This alone is no fault: two "
                    + "layers that end at the shore seldom draw the same one."
            )
        }
        let holes = coverage.sum(.hole)
        if holes.count > 0 {
            notes.append(
                "\(Self.count(holes.count, .hole)) inside one boundary: \(AreaText.text(holes.squareMetres)). This alone is "
                    + "no fault: what the outline leaves out, such as a dock, is no part of the city."
            )
        }
        let edge = entries.count { $0.finding.kind == .gap && $0.finding.isAtEdge }
        if edge > 0 {
            let all = coverage.sum(.gap).count
            notes.append(
                edge == all
                    ? "Every gap reaches the outline's edge."
                    : "\(NumberText.grouped(edge)) of the \(Self.count(all, .gap)) reach the outline's edge."
            )
        }
        let thin = Coverage.Finding.Kind.allCases.filter { coverage.sum($0).thinSquareMetres >= 0.05 }
        if !thin.isEmpty {
            let parts = thin.map { kind in
                let sum = coverage.sum(kind)
                return "\(Self.count(sum.thinCount, kind)) (\(AreaText.text(sum.thinSquareMetres)))"
            }
            notes.append("Left out, nowhere wider than \(tolerance): \(parts.joined(separator: ", ")).")
        }
        return notes
    }
}

extension Coverage.Finding.Kind {
    /// For a person.
    var word: String {
        switch self {
        case .gap: "gap"
        case .overlap: "overlap"
        case .beyond: "beyond"
        case .hole: "hole"
        }
    }
}
