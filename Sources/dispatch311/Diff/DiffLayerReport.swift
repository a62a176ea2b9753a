import Boundaries

/// What changes in one layer, as `--json` prints it.
struct DiffLayerReport: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case layer, added, removed, redrawn, renamed, unchanged, boundaries, parts
        case versionBefore = "version_before"
        case versionAfter = "version_after"
        case area = "square_metres_before"
        case moved = "square_metres_moved"
        case tolerance = "tolerance_metres"
        case ignoredParts = "ignored_parts"
        case ignoredArea = "ignored_square_metres"
    }

    /// A boundary that is not what it was.
    struct Boundary: Encodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case id, change
            case nameBefore = "name_before"
            case nameAfter = "name_after"
            case areaBefore = "square_metres_before"
            case areaAfter = "square_metres_after"
            case gained = "square_metres_gained"
            case lost = "square_metres_lost"
            case gainedShare = "share_gained"
            case lostShare = "share_lost"
        }

        let id: String
        let change: String
        @OrNull var nameBefore: String?
        @OrNull var nameAfter: String?
        let areaBefore: Double
        let areaAfter: Double
        let gained: Double
        let lost: Double
        let gainedShare: Double
        let lostShare: Double

        /// Its name, or both where they differ.
        var name: String {
            let names = [nameBefore, nameAfter].compactMap(\.self)
            return Set(names).count > 1 ? names.joined(separator: " → ") : names.first ?? ""
        }
    }

    /// What changes hands between two boundaries.
    struct Part: Encodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case from, to, overlap, latitude, longitude
            case area = "square_metres"
        }

        @OrNull var from: String?
        @OrNull var to: String?
        let overlap: MovedPart.Overlap
        let area: Double
        let latitude: Double
        let longitude: Double
    }

    /// The most rows of a table a person is shown.
    static let shownRows = 20

    let layer: String
    let versionBefore: String
    let versionAfter: String
    let added: Int
    let removed: Int
    let redrawn: Int
    let renamed: Int
    let unchanged: Int
    let area: Double
    let moved: Double
    let tolerance: Double
    let ignoredParts: Int
    let ignoredArea: Double
    let boundaries: [Boundary]
    let parts: [Part]

    /// Sums up a comparison.
    init(_ diff: LayerDiff, tolerance: Double) {
        func count(_ kind: BoundaryChange.Kind) -> Int { diff.changes.count { $0.kind == kind } }
        layer = diff.layer
        versionBefore = diff.versionBefore
        versionAfter = diff.versionAfter
        (added, removed) = (count(.added), count(.removed))
        (redrawn, renamed) = (count(.redrawn), count(.renamed))
        unchanged = diff.unchangedCount
        area = Self.rounded(diff.areaBefore)
        moved = Self.rounded(diff.movedArea)
        self.tolerance = tolerance
        ignoredParts = diff.ignored.count
        ignoredArea = Self.rounded(diff.ignored.squareMetres)
        boundaries = diff.changes.map { change in
            Boundary(
                id: change.id,
                change: change.kind.rawValue,
                nameBefore: change.nameBefore,
                nameAfter: change.nameAfter,
                areaBefore: Self.rounded(change.areaBefore),
                areaAfter: Self.rounded(change.areaAfter),
                gained: Self.rounded(change.gained),
                lost: Self.rounded(change.lost),
                gainedShare: Self.rounded(change.gainedShare, 6),
                lostShare: Self.rounded(change.lostShare, 6)
            )
        }
        parts = diff.parts.map { part in
            Part(
                from: part.from,
                to: part.to,
                overlap: part.overlap,
                area: Self.rounded(part.squareMetres),
                latitude: part.place.latitude,
                longitude: part.place.longitude
            )
        }
    }

    private static func rounded(_ number: Double, _ digits: Int = 1) -> Double {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return (number * scale).rounded() / scale
    }

    /// What it comes to in one sentence without a full stop.
    var verdict: String {
        guard !parts.isEmpty else { return "no land changes hands" }
        // What nobody had is no share of what was there.
        let share = area >= moved && area > 0 ? " (\(NumberText.percent(moved / area, digits: 2)))" : ""
        let all = area >= moved ? "of" : "change hands, where there were"
        return
            "\(AreaText.text(moved)) \(all) \(AreaText.text(area))\(share)\(area >= moved ? " change hands" : ""), between "
            + NumberText.count(parts.count, "pair of boundaries", "pairs of boundaries")
    }

    /// What else there is to know, each a sentence without a full stop.
    var notes: [String] {
        let counts = [
            (redrawn, "redrawn"), (added, "added"), (removed, "removed"), (renamed, "renamed"),
            (unchanged, "unchanged"),
        ]
        let said = counts.filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
        var notes = ["boundaries: \(said.isEmpty ? "none" : said.joined(separator: ", "))"]
        if ignoredParts > 0 {
            notes.append(
                "\(NumberText.count(ignoredParts, "piece")) nowhere \(NumberText.short(tolerance)) m thick left out, "
                    + "\(AreaText.text(ignoredArea)) together"
            )
        }
        return notes
    }

    /// The report for a person.
    func lines(terminal: Terminal) -> [String] {
        ["layer \(layer.escaped): \(versionBefore) → \(versionAfter)"]
            + ([verdict] + notes).map { "  \($0)" }
            + partLines(terminal: terminal) + boundaryLines(terminal: terminal)
    }

    private func partLines(terminal: Terminal) -> [String] {
        guard !parts.isEmpty else { return [] }
        var table = TextTable([.words("from"), .words("to"), .numbers("area"), .words("place"), .words("")])
        for part in parts.prefix(Self.shownRows) {
            let place = PlaceText.text(latitude: part.latitude, longitude: part.longitude)
            table.add([
                part.from ?? MovedPart.noBoundary, part.to ?? MovedPart.noBoundary, AreaText.text(part.area), place,
                MovedPart.note(part.overlap) ?? "",
            ])
        }
        return [""] + table.lines(width: terminal.width, indent: 2, isPlain: terminal.isPlain)
            + Self.more(parts.count, indent: 2)
    }

    private func boundaryLines(terminal: Terminal) -> [String] {
        guard !boundaries.isEmpty else { return [] }
        var table = TextTable([
            .words("boundary"), .words("change"), .numbers("gains"), .numbers("of it"), .numbers("loses"),
            .numbers("of it"), .words("name"),
        ])
        for boundary in boundaries.prefix(Self.shownRows) {
            table.add([
                boundary.id, boundary.change, AreaText.text(boundary.gained),
                NumberText.percent(boundary.gainedShare, digits: 1), AreaText.text(boundary.lost),
                NumberText.percent(boundary.lostShare, digits: 1),
                boundary.name,
            ])
        }
        return [""] + table.lines(width: max(100, terminal.width), indent: 2, isPlain: terminal.isPlain)
            + Self.more(boundaries.count, indent: 2)
    }

    /// A line that says how many rows are left out.
    static func more(_ count: Int, indent: Int) -> [String] {
        guard count > shownRows else { return [] }
        return [String(repeating: " ", count: indent) + "… and \(count - shownRows) more; --json has them all"]
    }
}
