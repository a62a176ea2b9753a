import Glibc
import Postgres
import ServiceRequests
import Store

/// Publishes at the command line and says what became of it.
struct Publishing: Sendable {
    /// The city; nil means the only one that is published.
    let jurisdiction: String?
    /// What is to change.
    let kind: Publication.Kind
    let wish: PublishOptions
    /// From when it is to be in force; nil for now.
    var effective: EffectiveDate?
    let console: Console

    /// Publishes what a folder has; both halves where nothing was published before.
    func run(
        in place: DatabasePlace,
        folders: CityFolders,
        _ change: @escaping @Sendable () async throws(CommandError) -> PublicationChange
    ) async throws {
        guard let jurisdiction else { return }
        let (isPlan, note, effective) = (wish.isPlan, wish.text, effective)
        let result = try await Interruption.watch {
            let change = try await change()
            return try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await CommandError.fromStore { () throws(StoreError) in
                    try await Jurisdictions(pool: pool).open(jurisdiction)
                }
                let publisher = Publisher(
                    pool: pool,
                    jurisdiction: row,
                    actor: Self.actor,
                    note: note,
                    origin: folders.origin(jurisdiction)
                )
                if let effective {
                    let outcome = try await CommandError.fromStore { () throws(StoreError) in
                        try await publisher.schedule(change, for: effective, isPlan: isPlan)
                    }
                    return try await Self.result(outcome, of: row, in: pool)
                }
                let outcome = try await Self.publish(change, publisher, isPlan: isPlan)
                guard case .nothingPublished = outcome else {
                    return try await Self.result(outcome, of: row, in: pool)
                }
                let source = SnapshotSource(
                    catalog: try await folders.catalogVersion(jurisdiction),
                    geodata: try await folders.geodata(jurisdiction)
                )
                let first = try await Self.publish(.first(source), publisher, isPlan: isPlan)
                // Somebody else was first meanwhile.
                guard case .unchanged = first else { return try await Self.result(first, of: row, in: pool) }
                return try await Self.result(
                    try await Self.publish(change, publisher, isPlan: isPlan),
                    of: row,
                    in: pool
                )
            }
        }
        try report(result)
    }

    /// Publishes what is in the database already.
    func run(in place: DatabasePlace, _ change: PublicationChange) async throws {
        let (isPlan, note, wanted) = (wish.isPlan, wish.text, jurisdiction)
        let result = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                let publisher = Publisher(pool: pool, jurisdiction: row, actor: Self.actor, note: note)
                return try await Self.result(
                    try await Self.publish(change, publisher, isPlan: isPlan),
                    of: row,
                    in: pool
                )
            }
        }
        try report(result)
    }

    private struct Result: Sendable {
        let code: String
        let outcome: PublishOutcome
        /// What scheduled changes will meet, now that this is in force.
        let surprises: [ScheduleSurprise]
    }

    /// What is to be told of an outcome.
    private static func result(
        _ outcome: PublishOutcome,
        of row: JurisdictionRow,
        in pool: PostgresPool
    ) async throws(CommandError) -> Result {
        var surprises: [ScheduleSurprise] = []
        if case .published(let change) = outcome, let after = change.after {
            let waiting = try await CommandError.fromStore { () throws(StoreError) in
                try await Schedule(pool: pool, jurisdiction: row).waiting()
            }
            surprises = ScheduleSurprise.all(in: waiting, on: after.content)
        }
        return Result(code: row.code, outcome: outcome, surprises: surprises)
    }

    private func report(_ result: Result) throws(CommandError) {
        let problem = PublishProblem.error(of: result.outcome, result.code)
        if problem == nil || problem == .findings {
            try PublishReport(
                jurisdiction: result.code,
                kind: kind,
                outcome: result.outcome,
                surprises: result.surprises
            ).show(on: console)
        }
        if let problem { throw problem }
    }

    private static func publish(
        _ change: PublicationChange,
        _ publisher: Publisher,
        isPlan: Bool
    ) async throws(CommandError) -> PublishOutcome {
        try await CommandError.fromStore { () throws(StoreError) in try await publisher.publish(change, isPlan: isPlan)
        }
    }

    /// Who publishes, for the record: the system's user and machine.
    static var actor: String {
        let name = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(getuid())"
        var host = [CChar](repeating: 0, count: 256)
        guard gethostname(&host, host.count - 1) == 0 else { return name }
        return "\(name)@\(String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))"
    }
}
