import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestReader {
    /// How the request with a public id stands; nil where there is none that may be told of.
    public func standing(of id: String) async throws(StoreError) -> RequestStanding? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT r.status = 'open', r.closed_at, \(privacy.covers("r")), r.service_code, r.client
                  FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number) AND \(tells(of: "r"))
                """
            ) { row throws(PostgresError) in
                let (isOpen, closedAt, isPrivate, serviceCode, client) = try row.decode(
                    Bool.self,
                    Date?.self,
                    Bool.self,
                    String.self,
                    Int32?.self
                )
                return RequestStanding(
                    isOpen: isOpen,
                    closedAt: closedAt,
                    isPrivate: isPrivate,
                    serviceCode: serviceCode,
                    client: client
                )
            }
        }
    }
}
