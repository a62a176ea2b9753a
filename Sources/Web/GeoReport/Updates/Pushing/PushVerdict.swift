import Notices

/// What another system's answer to an update means.
enum PushVerdict: Sendable, Hashable {
    /// It has the update, now or from before.
    case delivered
    /// It would not have this one; others it may.
    case refused
    /// It takes none now, and why, in our words.
    case failed(String)

    /// Reads an answer; nil is none.
    ///
    /// FixMyStreet says 400 to everything it does not like: an update it has already, one of a report it does not know,
    /// and a wrong key. The first it tells in words that others have, too.
    init(_ answer: FormPost.Answer?) {
        guard let answer else {
            self = .failed("no answer in time, or no connection")
            return
        }
        let text = answer.text.lowercased()
        self =
            switch answer.status {
            case 200..<300: .delivered
            case 409: .delivered
            case 400 where text.contains("already exists"): .delivered
            case 400 where text.contains("api_key") || text.contains("jurisdiction_id"):
                .failed("it does not take our key or jurisdiction_id (400)")
            case 400, 404, 410, 413, 422: .refused
            default: .failed("it answered \(answer.status)")
            }
    }
}
