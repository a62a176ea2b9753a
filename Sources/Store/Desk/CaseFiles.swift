public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads single service requests for staff.
public struct CaseFiles: Sendable {
    fileprivate struct Head: Sendable {
        let number: Int64
        let at: Date
        let isPrivate: Bool
        let requestedAt: Date
        let closedAt: Date?
        let hasContact: Bool
        let description: String?
        let attributes: String
        let statusNotes: String?
        let wayIn: ServiceRequest.WayIn
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

    /// The requests of several items that are a department's, by item, all of one moment; others are left out.
    public func files(items: [Int64], of department: String) async throws(StoreError) -> [Int64: CaseFile] {
        let found = try await files(
            """
            SELECT DISTINCT w.number FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(items)::bigint[])
               AND \(department) IN (w.department, w.offered_to)
            """,
            viewer: department
        )
        let wanted = Set(items)
        let pairs = found.flatMap { file in
            file.legs.filter { leg in
                wanted.contains(leg.item) && (leg.department == department || leg.offer?.owner == department)
            }.map { ($0.item, file) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The request with a public id, as a department may read it; nil where there is none, or it is private and the
    /// department has no leg of it.
    public func file(id: String, viewer: String) async throws(StoreError) -> CaseFile? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        return try await file("SELECT \(number)", viewer: viewer)
    }

    private func file(_ wanted: SQL, viewer: String) async throws(StoreError) -> CaseFile? {
        try await files(wanted, viewer: viewer).first
    }

    /// The requests whose numbers a statement gives, those that the viewer may read: four statements, however many.
    private func files(_ wanted: SQL, viewer: String) async throws(StoreError) -> [CaseFile] {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let numbers = try connection.query(wanted) { row throws(PostgresError) in try row.decode(Int64.self) }
                guard !numbers.isEmpty else { return [] }
                let heads = try heads(numbers, viewer: viewer, on: connection)
                let picked: SQL = """
                    SELECT item, created_at AS key FROM work_item
                     WHERE jurisdiction = \(jurisdiction.number) AND number = ANY (\(numbers)::bigint[])
                    """
                let eyes = Viewer(department: viewer, privacy: privacy)
                let rows = try ItemRow.rows(picked, viewer: eyes, in: jurisdiction, on: connection)
                // Who may not read a request may read none of its legs.
                let legs = Dictionary(grouping: rows) { $0.subject?.serviceRequestID }
                let lines = try History.lines(of: numbers, in: jurisdiction, on: connection)
                return heads.compactMap { head in
                    guard let id = jurisdiction.cipher.id(for: head.number)?.text, let legs = legs[id] else {
                        return nil
                    }
                    return CaseFile(head, id, legs, lines[head.number] ?? [])
                }
            }
        }
    }

    private func heads(
        _ numbers: [Int64],
        viewer: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Head] {
        try connection.query(
            """
            SELECT number, transaction_timestamp() AS at, \(privacy.covers("r")) AS is_private, requested_at, closed_at, description,
                   attributes::text AS attributes, status_notes, channel, language, kiosk, edge_answer,
                   coalesce(looks_like, '{}') AS looks_like,
                   EXISTS (SELECT FROM contact c WHERE c.jurisdiction = r.jurisdiction AND c.number = r.number)
                       AS has_contact,
                   -- Of another department's worker it is told the department, not the name.
                   CASE WHEN starts_with(entered_by, \(viewer) || '/') THEN entered_by
                        ELSE split_part(entered_by, '/', 1) END AS entered_by
              FROM service_request r
             WHERE jurisdiction = \(jurisdiction.number) AND number = ANY (\(numbers)::bigint[])
            """
        ) { row throws(PostgresError) in
            Head(
                number: try row.decode("number", as: Int64.self),
                at: try row.decode("at", as: Date.self),
                isPrivate: try row.decode("is_private", as: Bool.self),
                requestedAt: try row.decode("requested_at", as: Date.self),
                closedAt: try row.decode("closed_at", as: Date?.self),
                hasContact: try row.decode("has_contact", as: Bool.self),
                description: try row.decode("description", as: String?.self),
                attributes: try row.decode("attributes", as: String.self),
                statusNotes: try row.decode("status_notes", as: String?.self),
                wayIn: try wayIn(row)
            )
        }
    }

    private func wayIn(_ row: borrowing Row) throws(PostgresError) -> ServiceRequest.WayIn {
        let channel = try row.decode("channel", as: String?.self)
        let edge = try row.decode("edge_answer", as: String?.self)
        let numbers = try row.decode("looks_like", as: [Int64].self)
        return ServiceRequest.WayIn(
            channel.flatMap { ServiceRequest.Channel(rawValue: $0) },
            language: try row.decode("language", as: String?.self),
            kiosk: try row.decode("kiosk", as: String?.self),
            enteredBy: try row.decode("entered_by", as: String?.self),
            edge: edge.flatMap { ServiceRequest.EdgeAnswer(rawValue: $0) },
            looksLike: numbers.compactMap { jurisdiction.cipher.id(for: $0)?.text }
        )
    }
}

extension CaseFile {
    fileprivate init(_ head: CaseFiles.Head, _ id: String, _ legs: [ItemRow], _ history: [HistoryLine]) {
        self.init(
            at: head.at,
            serviceRequestID: id,
            isPrivate: head.isPrivate,
            requestedAt: head.requestedAt,
            wayIn: head.wayIn,
            closedAt: head.closedAt,
            hasContact: head.hasContact,
            description: head.description,
            attributesJSON: head.attributes,
            statusNotes: head.statusNotes,
            legs: legs.sorted { $0.leg < $1.leg },
            history: history
        )
    }
}
