/// Writes what became of each row into a table of its own, in the order the answers came.
///
/// What it calls accepted or repeated has been acknowledged by the server; it is whole only after `finish`.
final class ReplayLedger {
    private static let columns = ["key", "service_request_id", "outcome", "detail"]

    private let writer: TableWriter

    /// Opens the place to write to; `-` is standard output.
    init(path: String) throws(CommandError) {
        writer = try TableWriter(path: path)
        try writer.write(Self.columns)
    }

    /// Writes one row.
    func add(_ result: ReplayResult) throws(CommandError) {
        let (id, outcome, detail) =
            switch result.outcome {
            case .accepted(let receipt, let isReplay):
                (receipt?.id, isReplay ? "repeated" : "accepted", receipt?.extended?.queue)
            case .refused(let status, let complaint): (nil, "refused", "HTTP \(status): \(complaint)")
            case .unanswered(let reason, _): (nil, "unanswered", reason)
            }
        try writer.write([result.key, id ?? "", outcome, detail ?? ""])
    }

    /// Puts the table in its place.
    func finish() throws(CommandError) { try writer.finish() }
}
