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
    let console: Console

    /// Publishes what a folder has; both halves where nothing was published before.
    func run(
        in place: DatabasePlace,
        folders: CityFolders,
        _ change: @escaping @Sendable () async throws(CommandError) -> PublicationChange
    ) async throws {
        guard let jurisdiction else { return }
        let (isPlan, note) = (wish.plan, wish.text)
        let outcome = try await Interruption.watch {
            let change = try await change()
            return try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await Self.store { () throws(StoreError) in
                    try await Jurisdictions(pool: pool).open(jurisdiction)
                }
                let publisher = Publisher(
                    pool: pool,
                    jurisdiction: row,
                    actor: Self.actor,
                    note: note,
                    origin: folders.origin(jurisdiction)
                )
                let outcome = try await Self.publish(change, publisher, isPlan: isPlan)
                guard case .nothingPublished = outcome else { return outcome }
                let source = SnapshotSource(
                    catalog: try await folders.catalogVersion(jurisdiction),
                    geodata: try await folders.geodata(jurisdiction)
                )
                let first = try await Self.publish(.first(source), publisher, isPlan: isPlan)
                // Somebody else was first meanwhile.
                guard case .unchanged = first else { return first }
                return try await Self.publish(change, publisher, isPlan: isPlan)
            }
        }
        try report(outcome, jurisdiction)
    }

    /// Publishes what is in the database already.
    func run(in place: DatabasePlace, _ change: PublicationChange) async throws {
        let (isPlan, note, wanted) = (wish.plan, wish.text, jurisdiction)
        let result = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                let publisher = Publisher(pool: pool, jurisdiction: row, actor: Self.actor, note: note)
                return Result(code: row.code, outcome: try await Self.publish(change, publisher, isPlan: isPlan))
            }
        }
        try report(result.outcome, result.code)
    }

    private struct Result: Sendable {
        let code: String
        let outcome: PublishOutcome
    }

    private func report(_ outcome: PublishOutcome, _ jurisdiction: String) throws(CommandError) {
        let problem = PublishProblem.error(of: outcome, jurisdiction)
        if problem == nil || problem == .findings {
            try PublishReport(jurisdiction: jurisdiction, kind: kind, outcome: outcome).show(on: console)
        }
        if let problem { throw problem }
    }

    private static func publish(
        _ change: PublicationChange,
        _ publisher: Publisher,
        isPlan: Bool
    ) async throws(CommandError) -> PublishOutcome {
        try await store { () throws(StoreError) in try await publisher.publish(change, isPlan: isPlan) }
    }

    private static func store<Value: Sendable>(
        _ work: () async throws(StoreError) -> Value
    ) async throws(CommandError) -> Value {
        do throws(StoreError) {
            return try await work()
        } catch {
            throw CommandError(error)
        }
    }

    /// Who publishes, for the record: the system's user and machine.
    private static var actor: String {
        let name = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(getuid())"
        var host = [CChar](repeating: 0, count: 256)
        guard gethostname(&host, host.count - 1) == 0 else { return name }
        return "\(name)@\(String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))"
    }
}
