public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads single service requests for staff.
public struct CaseFiles: Sendable {
    private struct Head: Sendable {
        let at: Date
        let isPrivate: Bool
        let requestedAt: Date
        let closedAt: Date?
        let description: String?
        let attributes: String
        let statusNotes: String?
    }

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let privacy: PrivacyRule

    /// Reads through a pool it does not own; a request is private when its service is one of `privateServices`, those that
    /// are private now, or was private when it came in.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String]) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
    }

    /// The request of an item that is a department's: owned by it, or offered to it; nil for any other item.
    public func file(item: Int64, of department: String) async throws(StoreError) -> CaseFile? {
        try await file(
            """
            SELECT w.number FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
               AND \(department) IN (w.department, w.offered_to)
            """,
            viewer: department
        )
    }

    /// The request with a public id, as a department may read it; nil where there is none, or it is private and the
    /// department has no leg of it.
    public func file(id: String, viewer: String) async throws(StoreError) -> CaseFile? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        return try await file("SELECT \(number)", viewer: viewer)
    }

    private func file(_ wanted: SQL, viewer: String) async throws(StoreError) -> CaseFile? {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                guard let number = try connection.first(wanted, { row in try row.decode(Int64.self) }),
                    let id = jurisdiction.cipher.id(for: number),
                    let head = try head(number, on: connection)
                else { return nil }
                let legs: SQL = """
                    SELECT item, created_at AS key FROM work_item
                     WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                    """
                let eyes = Viewer(department: viewer, privacy: privacy)
                let rows = try ItemRow.rows(legs, viewer: eyes, in: jurisdiction, on: connection)
                guard rows.allSatisfy({ $0.subject != nil }) else { return nil }
                return CaseFile(
                    at: head.at,
                    serviceRequestID: id.text,
                    isPrivate: head.isPrivate,
                    requestedAt: head.requestedAt,
                    closedAt: head.closedAt,
                    description: head.description,
                    attributesJSON: head.attributes,
                    statusNotes: head.statusNotes,
                    legs: rows.sorted { $0.leg < $1.leg },
                    history: try History.lines(of: number, in: jurisdiction, on: connection)
                )
            }
        }
    }

    private func head(_ number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> Head? {
        try connection.first(
            """
            SELECT transaction_timestamp(), \(privacy.covers("r")), requested_at, closed_at, description,
                   attributes::text, status_notes
              FROM service_request r WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
            """
        ) { row throws(PostgresError) in
            let (at, isPrivate, requestedAt, closedAt, description, attributes, statusNotes) = try row.decode(
                Date.self,
                Bool.self,
                Date.self,
                Date?.self,
                String?.self,
                String.self,
                String?.self
            )
            return Head(
                at: at,
                isPrivate: isPrivate,
                requestedAt: requestedAt,
                closedAt: closedAt,
                description: description,
                attributes: attributes,
                statusNotes: statusNotes
            )
        }
    }
}
