import Glibc
import Logging

/// Writes a log as JSON lines to standard error: one object a line, each in one piece.
///
/// `time` is UTC to the millisecond; then come `level`, `label`, `message`, and the metadata by their names, which never
/// take the place of these four. What the program puts there is decided where it logs: never what people wrote.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let write: @Sendable (String) -> Void

    init(
        label: String,
        write: @escaping @Sendable (String) -> Void = { OutputDescriptor.error.write($0) }
    ) {
        self.label = label
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, later in later } }
        if let own = event.metadata { all.merge(own) { _, later in later } }
        var line = JSONLogLine(time: JSONLogLine.now)
        line.add("level", event.level.rawValue)
        line.add("label", label)
        line.add("message", event.message.description)
        if let error = event.error { line.add("error", "\(error)") }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { line.add(key, value) }
        write(line.text)
    }
}
