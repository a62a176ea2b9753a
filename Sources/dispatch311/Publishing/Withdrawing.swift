import Postgres
import Store

/// Withdraws at the command line what was scheduled.
struct Withdrawing: Sendable {
    /// The city; nil means the only one that is published.
    let jurisdiction: String?
    /// Which half it must be of.
    let kind: Publication.Kind
    let console: Console

    private struct Result: Sendable {
        let code: String
        let withdrawal: Schedule.Withdrawal
    }

    /// Withdraws one, or says why not.
    func run(_ number: Int, in place: DatabasePlace) async throws {
        let (wanted, kind) = (jurisdiction, kind)
        let result = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                let schedule = Schedule(pool: pool, jurisdiction: row)
                let found = try await CommandError.fromStore { () throws(StoreError) in
                    try await schedule.scheduled(number)
                }
                if let found, found.kind != kind {
                    throw CommandError(
                        .usage,
                        "expected a scheduled change of \(Self.words(kind)), "
                            + "found \(number), which is one of \(Self.words(found.kind))",
                        remedy: "dispatch311 \(found.kind.rawValue) withdraw \(number) withdraws it."
                    )
                }
                let withdrawal = try await CommandError.fromStore { () throws(StoreError) in
                    try await schedule.withdraw(number, by: Publishing.actor)
                }
                return Result(code: row.code, withdrawal: withdrawal)
            }
        }
        try report(result)
    }

    private func report(_ result: Result) throws(CommandError) {
        switch result.withdrawal {
        case .withdrawn(let scheduled):
            if console.isJSON {
                return try console.print(json: ScheduleLine(scheduled, of: result.code, surprises: []))
            }
            console.print(
                "\(console.terminal.good) \(result.code): scheduled \(scheduled.number) is withdrawn; "
                    + "what is in force stays in force"
            )
        case .ended(let scheduled):
            if case .published(let publication) = scheduled.ending?.outcome {
                throw CommandError(
                    .findings,
                    "expected a change that waits, found \(scheduled.number), which is in force as publication \(publication)",
                    remedy: "dispatch311 \(kind.rawValue) rollback takes it back."
                )
            }
            let line = ScheduleLine(scheduled, of: result.code, surprises: [])
            throw CommandError(
                .findings,
                "expected a change that waits, found \(scheduled.number), which is \(line.state)"
            )
        case .noSuch(let number, let last):
            throw CommandError(
                .usage,
                last == 0
                    ? "expected the number of a scheduled change, and nothing is scheduled, found \(number)"
                    : "expected the number of a scheduled change from 1 to \(last), found \(number)"
            )
        }
    }

    private static func words(_ kind: Publication.Kind) -> String {
        kind == .catalog ? "the catalog" : "the boundaries"
    }
}
