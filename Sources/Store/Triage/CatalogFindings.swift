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

    /// The newest first, those before a number where one is given; of private requests only those that a department has a
    /// leg of, for an edge and two departments say where and what.
    public func list(before: Int64? = nil, for department: String) async throws(StoreError) -> [CatalogFinding] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT finding, at, number, service_code, latitude, longitude, went_to, belongs_to, layer, boundary, reason,
                       actor
                  FROM catalog_finding w
                 WHERE jurisdiction = \(jurisdiction.number) AND finding < \(before ?? Int64.max)
                   AND \(mayRead(department))
                 ORDER BY finding DESC LIMIT \(Self.pageSize)
                """
            ) { row throws(PostgresError) in try finding(row) }
        }
    }

    /// The most frequent first, of the same ones as `list`.
    public func counts(for department: String) async throws(StoreError) -> [CatalogFindingCount] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT service_code, layer, boundary, went_to, belongs_to, count(*)
                  FROM catalog_finding w WHERE jurisdiction = \(jurisdiction.number) AND \(mayRead(department))
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

    private func mayRead(_ department: String) -> SQL {
        Viewer(department: department, privacy: privacy).mayRead(in: jurisdiction.number)
    }

    private func finding(_ row: borrowing Row) throws(PostgresError) -> CatalogFinding {
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
            serviceRequestID: jurisdiction.cipher.id(for: number)?.text ?? "",
            serviceCode: try row.decode("service_code", as: String.self),
            coordinate: coordinate,
            wentTo: try row.decode("went_to", as: String.self),
            belongsTo: try row.decode("belongs_to", as: String.self),
            edge: Self.edge(
                try row.decode("layer", as: String?.self),
                try row.decode("boundary", as: String?.self)
            ),
            reason: try row.decode("reason", as: String.self),
            actor: try row.decode("actor", as: String.self)
        )
    }

    private static func edge(_ layer: String?, _ boundary: String?) -> CatalogFinding.Edge? {
        layer.flatMap { layer in boundary.map { CatalogFinding.Edge(layer: layer, boundary: $0) } }
    }
}
