import Boundaries
public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What people found that the catalog or the boundaries should have known.
public struct CatalogFindings: Sendable {
    /// The rows of a page, and the most lines of counts.
    public static let pageSize = 50

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule

    /// Works through a pool it does not own; `privateServices` are the codes of services that are private now.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String]) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
    }

    /// Writes down that a request, as it stands, should have gone to another department; false where there is none such.
    public func write(
        _ id: String,
        wentTo: String,
        belongsTo: String,
        edge: CatalogFinding.Edge?,
        reason: String,
        by author: Author,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Bool {
        guard let number = jurisdiction.cipher.number(for: id) else { return false }
        return try connection.first(
            """
            INSERT INTO catalog_finding (
                jurisdiction, number, actor, service_code, latitude, longitude, went_to, belongs_to, layer, boundary, reason
            )
            SELECT \(jurisdiction.number), number, \(author.actor), service_code, latitude, longitude, \(wentTo),
                   \(belongsTo), \(edge?.layer), \(edge?.boundary), \(reason)
              FROM service_request WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
            RETURNING true
            """
        ) { row throws(PostgresError) in try row.decode(Bool.self) } ?? false
    }

    /// The newest first, those before a number where one is given.
    public func list(before: Int64? = nil) async throws(StoreError) -> [CatalogFinding] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT f.finding, f.at, f.number, f.service_code, f.latitude, f.longitude, f.went_to, f.belongs_to, f.layer,
                       f.boundary, f.reason, f.actor, \(privacy.covers("r")) AS is_private
                  FROM catalog_finding f
                  JOIN service_request r ON r.jurisdiction = f.jurisdiction AND r.number = f.number
                 WHERE f.jurisdiction = \(jurisdiction.number) AND f.finding < \(before ?? Int64.max)
                 ORDER BY f.finding DESC LIMIT \(Self.pageSize)
                """
            ) { row throws(PostgresError) in try finding(row) }
        }
    }

    /// The most frequent first.
    public func counts() async throws(StoreError) -> [CatalogFindingCount] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT service_code, layer, boundary, went_to, belongs_to, count(*)
                  FROM catalog_finding WHERE jurisdiction = \(jurisdiction.number)
                 GROUP BY service_code, layer, boundary, went_to, belongs_to
                 ORDER BY count(*) DESC, service_code, layer, boundary, went_to, belongs_to LIMIT \(Self.pageSize)
                """
            ) { row throws(PostgresError) in
                let (service, layer, boundary, wentTo, belongsTo, times) = try row.decode(
                    String.self,
                    String?.self,
                    String?.self,
                    String.self,
                    String.self,
                    Int.self
                )
                return CatalogFindingCount(
                    serviceCode: service,
                    edge: Self.edge(layer, boundary),
                    wentTo: wentTo,
                    belongsTo: belongsTo,
                    times: times
                )
            }
        }
    }

    private func finding(_ row: borrowing Row) throws(PostgresError) -> CatalogFinding {
        let isPrivate = try row.decode("is_private", as: Bool.self)
        let number = try row.decode("number", as: Int64.self)
        var coordinate: Coordinate?
        if let latitude = try row.decode("latitude", as: Double?.self),
            let longitude = try row.decode("longitude", as: Double?.self)
        {
            coordinate = try? Coordinate(latitude: latitude, longitude: longitude)
        }
        return CatalogFinding(
            finding: try row.decode("finding", as: Int64.self),
            at: try row.decode("at", as: Date.self),
            serviceRequestID: isPrivate ? nil : jurisdiction.cipher.id(for: number)?.text,
            serviceCode: try row.decode("service_code", as: String.self),
            coordinate: isPrivate ? nil : coordinate,
            wentTo: try row.decode("went_to", as: String.self),
            belongsTo: try row.decode("belongs_to", as: String.self),
            edge: Self.edge(
                try row.decode("layer", as: String?.self),
                try row.decode("boundary", as: String?.self)
            ),
            reason: isPrivate ? nil : try row.decode("reason", as: String.self),
            actor: try row.decode("actor", as: String.self)
        )
    }

    private static func edge(_ layer: String?, _ boundary: String?) -> CatalogFinding.Edge? {
        layer.flatMap { layer in boundary.map { CatalogFinding.Edge(layer: layer, boundary: $0) } }
    }
}
