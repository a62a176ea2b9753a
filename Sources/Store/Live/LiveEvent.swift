public import Boundaries

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One event as staff's live pages are told: what happened to which request, and whom it concerns.
public struct LiveEvent: Sendable, Hashable {
    /// The event's number.
    public let event: Int64
    /// The public id of the service request.
    public let serviceRequestID: String
    /// The item concerned; nil for the request as a whole.
    public let item: Int64?
    /// What happened: `submitted`, `accepted` or another word of the history.
    public let kind: String
    /// When.
    public let at: Date
    /// Who did it.
    public let actor: String
    /// The department concerned.
    public let department: String?
    /// The other department of a move between two.
    public let counterpart: String?
    /// The rest as JSON; of a submission nothing, which has the whole decision there.
    public let detailJSON: String
    /// What was asked for.
    public let serviceCode: String
    /// Whether the service was private when the request came in; see `PrivacyRule` for the other half.
    public let isPrivate: Bool
    /// The point, where there is one.
    public let coordinate: Coordinate?
    /// The departments that have, or are offered, a leg of the request now.
    public let legs: [String]

    /// Whether a department is concerned: the event names it, or it has a leg of the request.
    public func concerns(_ code: String) -> Bool { department == code || counterpart == code || legs.contains(code) }

    /// Whether a department may know which request it is: a public one, or one it has a leg of.
    public func isOpen(to code: String, privateServices: Set<String>) -> Bool {
        !(isPrivate || privateServices.contains(serviceCode)) || legs.contains(code)
    }

    /// The same as a line of the request's history.
    public var line: HistoryLine {
        HistoryLine(
            at: at,
            kind: kind,
            actor: actor,
            department: department,
            counterpart: counterpart,
            item: item,
            detailJSON: detailJSON,
            event: event
        )
    }
}
