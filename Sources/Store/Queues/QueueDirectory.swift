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
            // Sorted, so that two processes that make the same queues cannot deadlock.
            let missing = missing.sorted { $0.name < $1.name }
            let rows = try await stored { () throws(PostgresError) in
                try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                    try connection.execute(Self.insert(missing, jurisdiction: jurisdiction))
                    return try connection.query(
                        """
                        SELECT name, queue FROM queue
                        WHERE jurisdiction = \(jurisdiction) AND name = ANY (\(missing.map(\.name)))
                        """
                    ) { row throws(PostgresError) in
                        let (name, number) = try row.decode(String.self, Int32.self)
                        return Known(name: name, number: number)
                    }
                }
            }
            known.withLock { known in
                for row in rows { known[row.name] = row.number }
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
