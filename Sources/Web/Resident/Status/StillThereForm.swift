import ServiceRequests
import Store

/// Where a resident says that the problem is still there, and what was wrong with it when it was said before.
struct StillThereForm: Sendable {
    /// The longest reason, in characters.
    static let longestReason = 500

    let action: String
    /// What was written, without what cannot be shown.
    let reason: String
    let error: String?

    /// An empty form for a report.
    init(_ id: String, _ key: RequestKey? = nil) { self.init(id, key, reason: "", error: nil) }

    /// A form that cannot be taken as it was sent; nil where nothing is wrong with it.
    init?(_ id: String, _ key: RequestKey? = nil, sent reason: String) {
        let length = reason.unicodeScalars.count
        let shown = reason.withoutControls(isOneLine: false)
        let error: String
        if length > Self.longestReason {
            error = "Use at most \(Self.longestReason) characters; you wrote \(length)."
        } else if shown != reason {
            error =
                "There were characters in it that cannot be shown. They are left out now: read it and send it again."
        } else {
            return nil
        }
        self.init(id, key, reason: shown, error: error)
    }

    private init(_ id: String, _ key: RequestKey?, reason: String, error: String?) {
        action = Self.action(id, key)
        self.reason = reason
        self.error = error
    }

    /// Where it is sent.
    static func action(_ id: String, _ key: RequestKey?) -> String {
        "/r/\(id)/still-there\(key.map { "?key=\($0.text)" } ?? "")"
    }
}
