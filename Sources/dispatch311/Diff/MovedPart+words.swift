import Boundaries

extension MovedPart {
    /// What is said where there is no boundary.
    static let noBoundary = "no boundary"

    /// What had it.
    var fromWords: String { from ?? Self.noBoundary }

    /// What has it now.
    var toWords: String { to ?? Self.noBoundary }

    /// What else there is to know of it.
    var note: String? { Self.note(overlap) }

    /// The way it goes.
    var words: String { "\(fromWords) → \(toWords)" + (note.map { ", \($0)" } ?? "") }

    /// How it is drawn.
    var kind: PictureSubject.Kind {
        if to == nil { return .gap }
        if from == nil { return .gain }
        return overlap == .begins ? .overlap : .move
    }

    /// What there is to know of an overlap.
    static func note(_ overlap: Overlap) -> String? {
        switch overlap {
        case .none: nil
        case .begins: "both have it now"
        case .ends: "both had it"
        }
    }
}
