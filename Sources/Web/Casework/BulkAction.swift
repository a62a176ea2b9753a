/// What can be said about several items at once.
enum BulkAction: String, Sendable, Hashable, CaseIterable {
    case take
    case accept
    case release
    case complete
    case handOver = "hand-over"

    /// As the list offers it.
    var label: String {
        switch self {
        case .take: "Take them: yours for 15 minutes"
        case .accept: "Accept them: we finish them later"
        case .release: "Give back what I hold"
        case .complete: "Close them, as said below"
        case .handOver: "Hand them over"
        }
    }

    /// What was done with an item.
    var done: String {
        switch self {
        case .take: "Taken: it is yours for 15 minutes"
        case .accept: "Accepted"
        case .release: "Given back to its queue"
        case .complete: "Closed"
        case .handOver: "Handed over"
        }
    }

    /// What the page of the results is called.
    var heading: String {
        switch self {
        case .take: "Taking several"
        case .accept: "Accepting several"
        case .release: "Giving back several"
        case .complete: "Closing several"
        case .handOver: "Handing over several"
        }
    }

    /// Why it was not done with an item that stands elsewhere now.
    var lost: String {
        switch self {
        case .take: "Not taken: somebody else has it, or it is done"
        case .accept: "Not accepted: somebody else has it, or it is accepted or done already"
        case .release: "Not given back: it is not in your hands"
        case .complete: "Not closed: it is neither in your hands nor accepted, or it is done already"
        case .handOver: "Not handed over: it is neither in your hands nor accepted, or it went elsewhere"
        }
    }

    /// Why nobody may do it.
    var refused: String {
        switch self {
        case .take: "Not taken: it came back too often, so it must be taken by itself"
        case .handOver:
            "Not handed over: that department has no queue for it, offered it to yours, or its clock is paused"
        default: "Not allowed for this item"
        }
    }
}
