import Boundaries

/// How a layer would change, for people: which boundaries came, went and moved, and by how much.
struct LayerDiffView: Sendable {
    /// A boundary that is not what it was.
    struct Line: Sendable {
        let id: String
        let name: String
        let what: String
        let before: String
        let after: String
        let gained: String
        let lost: String
    }

    /// The most that are listed.
    private static let most = 200

    let layer: String
    let words: String
    let lines: [Line]
    let hasLines: Bool

    init(_ change: PublicationPlan.LayerChange) {
        switch change {
        case .failed(let layer, let reason):
            self.layer = layer
            words = "The two versions cannot be compared: \(reason)"
            (lines, hasLines) = ([], false)
        case .found(let diff):
            layer = diff.layer
            let more = diff.changes.count > Self.most ? ", of which the \(Self.most) that change most are listed" : ""
            words =
                diff.changes.isEmpty
                ? "Version \(diff.versionBefore) → \(diff.versionAfter). No boundary lies elsewhere or is called otherwise."
                : "Version \(diff.versionBefore) → \(diff.versionAfter). "
                    + "\(CatalogView.count(diff.changes.count, "boundary changes", "boundaries change"))\(more); "
                    + "\(diff.unchangedCount.grouped) stay. \(diff.movedArea.areaWords) change hands."
            lines = diff.changes.prefix(Self.most).map(Line.init)
            hasLines = !lines.isEmpty
        }
    }
}

extension LayerDiffView.Line {
    fileprivate init(_ change: BoundaryChange) {
        id = change.id
        name =
            change.isRenamed
            ? "\(change.nameBefore ?? "") → \(change.nameAfter ?? "")"
            : change.nameAfter ?? change.nameBefore ?? change.id
        switch change.kind {
        case .added: what = "New"
        case .removed: what = "Gone"
        case .redrawn: what = change.isRenamed ? "Moved, new name" : "Moved"
        case .renamed: what = "New name"
        }
        before = change.areaBefore.areaWords
        after = change.areaAfter.areaWords
        gained = change.gained.areaWords
        lost = change.lost.areaWords
    }
}

extension Double {
    /// Square metres as people read them: "3.4 m²", "1,250 m²", "12.34 km²".
    var areaWords: String {
        switch magnitude {
        case 0: "0 m²"
        case ..<10: "\(Int((self * 10).rounded()) / 10).\(abs(Int((self * 10).rounded())) % 10) m²"
        case ..<100_000: "\(Int(rounded()).grouped) m²"
        default:
            "\((Int((self / 1e4).rounded()) / 100).grouped).\(Self.twoDigits(abs(Int((self / 1e4).rounded())) % 100)) km²"
        }
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
