import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Board {
    /// Every open item with where it stands and whose turn it is: the columns place, department, item.
    ///
    /// Reads all of the three hot tables.
    static func standing(in jurisdiction: Int32) -> SQL {
        """
        SELECT 'waiting' AS place, q.department, r.seq AS item
          FROM queue q JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
         WHERE q.jurisdiction = \(jurisdiction)
        UNION ALL
        SELECT 'leased', l.department, unnest(l.items) FROM lease l WHERE l.jurisdiction = \(jurisdiction)
        UNION ALL
        SELECT 'accepted', a.department, a.item FROM accepted a WHERE a.jurisdiction = \(jurisdiction)
        """
    }

    /// The moment of a transaction, by the database's clock.
    static func moment(on connection: isolated PostgresConnection) throws(PostgresError) -> Date {
        let at = try connection.first("SELECT transaction_timestamp()") { row in try row.decode(Date.self) }
        guard let at else { throw PostgresError(.decoding, detail: "expected a row (moment), found none") }
        return at
    }
}
