/// What is known of a condition: a layer without a boundary at the place leaves it open.
enum Truth: Sendable, Hashable {
    case yes
    case no
    case unknown

    /// The opposite; what is unknown stays so.
    var negated: Truth {
        switch self {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}
