import NIOCore

/// One thing that a stream of events tells, as browsers' `EventSource` reads it: a hint, for which whoever hears it reads
/// the page or the data anew.
struct StreamEvent: Sendable, Hashable {
    /// What the browser sends back as `Last-Event-ID` after it was cut off; one line.
    let id: String
    /// What happened; one line.
    let name: String

    /// Its lines.
    ///
    /// Without a data line, be it an empty one, browsers would not tell of it.
    var text: String { "id: \(id)\nevent: \(name)\ndata:\n\n" }
}
