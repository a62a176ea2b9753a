import Postgres
import ServiceRequests

extension PhotoRows {
    /// The most photos of residents that a request has by what other systems send.
    public static let mostOfRequest = 20

    /// Gives a request that was sent by another system its photos, and says which of them it has now.
    ///
    /// One that the request has already, byte for byte, is not added again: whoever was not answered sends everything once
    /// more. Nor is one that is more than `mostOfRequest`.
    ///
    /// - Parameters:
    ///   - files: the photos, in their order.
    ///   - id: the request's public id.
    /// - Returns: the names that were written; the files of the others belong to nothing.
    /// - Throws: when the database could not say that they are written.
    public func attach(_ files: [PhotoRow.File], to id: String) async throws(StoreError) -> Set<[UInt8]> {
        guard let number = jurisdiction.cipher.number(for: id), !files.isEmpty else { return [] }
        return try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                // One at a time: what a twin has added meanwhile counts.
                try connection.execute(
                    """
                    SELECT FROM service_request
                     WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                       FOR NO KEY UPDATE
                    """
                )
                var written: Set<[UInt8]> = []
                for file in files {
                    let rows = try connection.execute(
                        """
                        INSERT INTO photo (jurisdiction, name, number, kind, width, height, bytes, sha256, title)
                        SELECT \(jurisdiction.number), \(file.name), \(number), \(file.kind.rawValue),
                               \(file.width)::integer, \(file.height)::integer, \(file.bytes)::integer, \(file.sha256),
                               \(file.title)
                         WHERE NOT EXISTS (
                                   SELECT FROM photo p
                                    WHERE p.jurisdiction = \(jurisdiction.number) AND p.number = \(number)
                                      AND p.department IS NULL AND p.sha256 = \(file.sha256)
                               )
                           AND \(Self.mostOfRequest) > (
                                   SELECT count(*) FROM photo p
                                    WHERE p.jurisdiction = \(jurisdiction.number) AND p.number = \(number)
                                      AND p.department IS NULL
                               )
                        """
                    )
                    if rows == 1 { written.insert(file.name) }
                }
                return written
            }
        }
    }
}
