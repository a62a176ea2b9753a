public import Postgres
import Synchronization

/// The numbers of queues by name.
///
/// The table only grows, so what was read once stays true.
public final class QueueDirectory: Sendable {
    /// A queue as a routing decision names it.
    public struct Entry: Sendable, Hashable {
        /// `nypd/75`.
        public let name: String
        /// `nypd`.
        public let department: String
        /// The layer and the boundary's id it is for; nil where the department has one queue.
        public let boundary: (layer: String, id: String)?

        /// Creates an entry.
        public init(name: String, department: String, boundary: (layer: String, id: String)?) {
            self.name = name
            self.department = department
            self.boundary = boundary
        }

        /// Whether two entries name the same queue.
        public static func == (one: Entry, other: Entry) -> Bool { one.name == other.name }

        /// Hashes the name, which is unique.
        public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }

    /// The same within a caller's transaction, which remembers nothing.
    static func numbers(
        of entries: Set<Entry>,
        in jurisdiction: Int32,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [String: Int32] {
        // Sorted, so that two processes that make the same queues cannot deadlock.
        let entries = entries.sorted { $0.name < $1.name }
        try connection.execute(insert(entries, jurisdiction: jurisdiction))
        let rows = try connection.query(
            """
            SELECT name, queue FROM queue
             WHERE jurisdiction = \(jurisdiction) AND name = ANY (\(entries.map(\.name)))
            """
        ) { row throws(PostgresError) in
            let (name, number) = try row.decode(String.self, Int32.self)
            return Known(name: name, number: number)
        }
        return Dictionary(rows.map { ($0.name, $0.number) }, uniquingKeysWith: { first, _ in first })
    }

    private struct Known: Sendable {
        let name: String
        let number: Int32
    }

    private let pool: PostgresPool
    private let jurisdiction: Int32
    private let known = Mutex<[String: Int32]>([:])

    /// Starts empty; queues are read, and made, as they are asked for.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction.number
    }

    /// The numbers of these queues, making those that never were.
    ///
    /// No statement when all are known.
    public func numbers(of entries: Set<Entry>) async throws(StoreError) -> [String: Int32] {
        let missing = known.withLock { known in entries.filter { known[$0.name] == nil } }
        if !missing.isEmpty {
            let rows = try await stored { () throws(PostgresError) in
                try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                    try Self.numbers(of: missing, in: jurisdiction, on: connection)
                }
            }
            known.withLock { known in
                for (name, number) in rows { known[name] = number }
            }
        }
        return known.withLock { known in
            Dictionary(uniqueKeysWithValues: entries.compactMap { entry in known[entry.name].map { (entry.name, $0) } })
        }
    }

    private static func insert(_ entries: [Entry], jurisdiction: Int32) -> SQL {
        """
        INSERT INTO queue (jurisdiction, name, department, layer, boundary)
        SELECT \(jurisdiction), name, department, layer, boundary
          FROM unnest(
              \(entries.map(\.name))::text[], \(entries.map(\.department))::text[],
              \(entries.map { $0.boundary?.layer })::text[], \(entries.map { $0.boundary?.id })::text[]
          ) AS wanted (name, department, layer, boundary)
        ON CONFLICT ON CONSTRAINT queue_name_once DO NOTHING
        """
    }
}
