import Logging
import Synchronization

/// Keeps every line that is logged, whatever its level.
final class LogRecorder: Sendable {
    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
            recorder.keep("\(event.level) \(event.message) \(all)")
        }
    }

    private let kept = Mutex<[String]>([])

    var logger: Logger { Logger(label: "recorded") { _ in Handler(recorder: self) } }
    var lines: [String] { kept.withLock { $0 } }

    private func keep(_ line: String) {
        kept.withLock { $0.append(line) }
    }
}
