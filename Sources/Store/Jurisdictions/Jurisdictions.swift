public import Postgres
import ServiceRequests

/// The jurisdictions of a database.
public struct Jurisdictions: Sendable {
    let pool: PostgresPool

    /// Reads and writes through a pool it does not own.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The jurisdiction with a code, made on first use with a random key for its public ids, and with its triage queue.
    public func open(_ code: String) async throws(StoreError) -> JurisdictionRow {
        try await open(code, isSandbox: false)
    }

    /// The sandbox of the jurisdiction with a code, made the same way.
    public func openSandbox(of code: String) async throws(StoreError) -> JurisdictionRow {
        try await open("\(code)~test", isSandbox: true)
    }

    private func open(_ code: String, isSandbox: Bool) async throws(StoreError) -> JurisdictionRow {
        // What a sandbox decides names versions that its city has published.
        let unversionedUntil: Int64 = isSandbox ? .max : 0
        let key = [UInt8].random(count: 16)
        return try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                try connection.execute(
                    """
                    INSERT INTO jurisdiction (code, number_key, is_sandbox, unversioned_until)
                    VALUES (\(code), \(key), \(isSandbox), \(unversionedUntil))
                    ON CONFLICT ON CONSTRAINT jurisdiction_code_once DO NOTHING
                    """
                )
                try connection.execute(
                    """
                    INSERT INTO queue (jurisdiction, name, department)
                    SELECT jurisdiction, \(Department.triage), \(Department.triage) FROM jurisdiction WHERE code = \(code)
                    ON CONFLICT ON CONSTRAINT queue_name_once DO NOTHING
                    """
                )
                return try connection.first(
                    "SELECT jurisdiction, number_key FROM jurisdiction WHERE code = \(code)"
                ) { row throws(PostgresError) in
                    let (number, key) = try row.decode(Int32.self, [UInt8].self)
                    return JurisdictionRow(number: number, code: code, key: key)
                }
            }
        }.orMissing("jurisdiction")
    }

    /// The codes of all jurisdictions but sandboxes, oldest first.
    public func all() async throws(StoreError) -> [String] {
        try await stored { () throws(PostgresError) in
            try await pool.query("SELECT code FROM jurisdiction WHERE NOT is_sandbox ORDER BY jurisdiction") {
                row throws(PostgresError) in
                try row.decode(String.self)
            }
        }
    }
}
