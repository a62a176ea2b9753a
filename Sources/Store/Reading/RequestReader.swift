import Boundaries
public import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads service requests as everybody may see them.
public struct RequestReader: Sendable {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let openDescriptions: [String]
    let privacy: PrivacyRule
    /// What is left out of everything that is read; nil for our own pages, which leave nothing out for it.
    var untold: UntoldRule?
    private let blackboxServices: [String]

    /// The same for GeoReport, which says nothing of requests whose ids it has not given out.
    public var forClients: RequestReader {
        var reader = self
        reader.untold = UntoldRule(blackbox: blackboxServices)
        return reader
    }

    /// Reads through a pool it does not own.
    ///
    /// - Parameters:
    ///   - pool: where to read.
    ///   - jurisdiction: whose requests.
    ///   - openDescriptions: the codes of services whose descriptions the public may read.
    ///   - privateServices: the codes of services that are private now; a request is private when its service is, or was
    ///     when it came in.
    ///   - blackboxServices: the codes of services whose requests GeoReport says nothing of now.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        openDescriptions: [String],
        privateServices: [String],
        blackboxServices: [String] = []
    ) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.openDescriptions = openDescriptions
        privacy = PrivacyRule(services: privateServices)
        self.blackboxServices = blackboxServices
    }

    /// The request with a public id; nil when there is none.
    ///
    /// A private one answers with its progress but not with its place, words or pictures: those need its private link.
    public func record(_ id: String) async throws(StoreError) -> ServiceRequest.Record? {
        try await record(id, key: nil)?.record
    }

    /// The request with a public id, and whether the key is its own; nil when there is no such request.
    ///
    /// With its key everything of it is there that its resident sent or was told. Without, and with any other, it is as
    /// everybody may see it.
    public func record(
        _ id: String,
        key: RequestKey?
    ) async throws(StoreError) -> (record: ServiceRequest.Record, isOwner: Bool)? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        let statement: SQL = """
            \(columns), r.secret \(Self.tables)
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number) AND \(tells(of: "r"))
            """
        let found = try await stored { () throws(PostgresError) in
            try await pool.first(statement) { row throws(PostgresError) in
                let isOwner = try key?.matches(row.decode("secret", as: [UInt8].self)) ?? false
                return Unlocked(record: try record(row, isOwner: isOwner), isOwner: isOwner)
            }
        }
        guard let found, let record = try await hidingOriginals([found.record]).first else { return nil }
        return (record, found.isOwner)
    }

    private struct Unlocked: Sendable {
        let record: ServiceRequest.Record
        let isOwner: Bool
    }

    /// The requests a query selects, newest first.
    ///
    /// Private ones never; ids that do not exist are left out.
    public func records(_ query: ServiceRequest.Query) async throws(StoreError) -> [ServiceRequest.Record] {
        guard case .ids(let ids) = query.selection else {
            return try await page(query, isCounted: false)?.records ?? []
        }
        let numbers = ids.compactMap { jurisdiction.cipher.number(for: $0) }
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(statement(of: numbers)) { row in try record(row) }
        }
        return try await hidingOriginals(found)
    }

    /// The public requests of some numbers, newest first.
    func statement(of numbers: [Int64]) -> SQL {
        """
        \(columns) \(Self.tables)
         WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = ANY (\(numbers)::bigint[])
           AND \(shows("r"))
         ORDER BY r.requested_at DESC, r.number DESC
        """
    }

    /// Whether the row of `service_request` that goes by a name may be in a list, and be found and counted: the one rule that
    /// lists, files and what stands beside them go by.
    func shows(_ row: SQL) -> SQL { "NOT \(privacy.covers(row)) AND \(tells(of: row))" }

    /// Whether the row may be told of to whom it is read for.
    func tells(of row: SQL) -> SQL { untold.map { rule -> SQL in "NOT \(rule.covers(row))" } ?? "true" }

    private var columns: SQL {
        """
        SELECT r.number, r.status, r.status_notes, r.service_code, r.description, r.department, q.name AS queue,
               r.service_notice, r.requested_at, r.updated_at, r.expected_at, r.closed_at,
               r.address, r.address_id, r.latitude, r.longitude, r.media_urls,
               r.channel, r.withholds_description, \(privacy.covers("r")) AS is_private
        """
    }

    private static var tables: SQL {
        """
          FROM service_request r
          JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.number = r.number AND w.leg = 1
          -- While it is offered to another department its owner's queue is the one it would come back to. CASE and not
          -- coalesce(), behind which row-level security lets no index be used: every queue would be read for each row.
          JOIN queue q ON q.jurisdiction = w.jurisdiction
           AND q.queue = CASE WHEN w.return_queue IS NULL THEN w.queue ELSE w.return_queue END
        """
    }

    func record(
        _ row: borrowing Row,
        isOwner: Bool = false
    ) throws(PostgresError) -> ServiceRequest.Record {
        let number = try row.decode("number", as: Int64.self)
        let status = try row.decode("status", as: String.self)
        guard let id = jurisdiction.cipher.id(for: number), let status = ServiceRequest.Status(rawValue: status) else {
            throw PostgresError(.decoding, detail: "expected a known number and status, found \(number), \(status)")
        }
        let serviceCode = try row.decode("service_code", as: String.self)
        let coordinate: Coordinate? =
            if let latitude = try row.decode("latitude", as: Double?.self),
                let longitude = try row.decode("longitude", as: Double?.self)
            {
                try? Coordinate(latitude: latitude, longitude: longitude)
            } else { nil }
        let isPrivate = try isOwner ? false : row.decode("is_private", as: Bool.self)
        let isWithheld = try row.decode("withholds_description", as: Bool.self)
        let isOpen = isOwner || !isPrivate && !isWithheld && openDescriptions.contains(serviceCode)
        let statusNotes = try row.decode("status_notes", as: String?.self)
        return ServiceRequest.Record(
            id: id.text,
            status: status,
            // A department's words may name the place.
            statusNotes: isPrivate ? statusNotes.flatMap(Outcome.placeless) : statusNotes,
            serviceCode: serviceCode,
            description: isOpen ? try row.decode("description", as: String?.self) : nil,
            department: try row.decode("department", as: String.self),
            // A queue's name and the notice tell the place too.
            queue: try row.decode(isPrivate ? "department" : "queue", as: String.self),
            serviceNotice: isPrivate ? "" : try row.decode("service_notice", as: String.self),
            requestedAt: try row.decode("requested_at", as: Date.self),
            updatedAt: try row.decode("updated_at", as: Date.self),
            expectedAt: try row.decode("expected_at", as: Date?.self),
            closedAt: try row.decode("closed_at", as: Date?.self),
            address: isPrivate ? nil : try row.decode("address", as: String?.self),
            addressID: isPrivate ? nil : try row.decode("address_id", as: String?.self),
            coordinate: isPrivate ? nil : coordinate,
            // A picture says as much as the description.
            mediaURLs: isOpen ? try row.decode("media_urls", as: [String].self) : [],
            channel: try row.decode("channel", as: String?.self).flatMap { ServiceRequest.Channel(rawValue: $0) }
        )
    }
}
