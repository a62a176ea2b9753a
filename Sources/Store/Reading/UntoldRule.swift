import Postgres

/// Which service requests GeoReport says nothing of: those of blackbox services, and those of batch services whose ids are
/// not out yet.
///
/// The mark in the tables says what whoever sent a request was told; the catalog in force says which services are blackbox
/// ones now. An id is out once a department has accepted a leg, or the request was decided otherwise, which closes it. Our
/// own pages do not go by this.
struct UntoldRule: Sendable {
    /// The codes of the services that are blackbox ones now.
    let blackbox: [String]

    /// Whether the row of `service_request` that goes by a name is one of them.
    func covers(_ row: SQL) -> SQL {
        """
        (\(row).service_code = ANY (\(blackbox)::text[])
         OR \(row).reply IS NOT NULL AND (\(row).reply = 'nothing' OR NOT \(Self.isOut(row))))
        """
    }

    /// Whether an event of the row is none of those that happened before a batch service's request was out: nobody knew
    /// it then, and whoever asks for the time since would never see them.
    static func isSince(_ event: SQL, _ row: SQL) -> SQL {
        """
        (\(row).reply IS NULL OR coalesce(\(event).event >= (
            SELECT min(e.event) FROM event e
             WHERE e.jurisdiction = \(row).jurisdiction AND e.number = \(row).number
               AND e.kind IN ('accepted', 'completed', 'closed')
        ), false))
        """
    }

    /// Whether the id of a batch service's request is out.
    ///
    /// Looked up in the request's own history: the few marked rows cost a look each, and nothing is written when work is
    /// accepted. Not EXISTS, of which the planner may make one hash over everybody's history.
    static func isOut(_ row: SQL) -> SQL {
        """
        (\(row).status = 'closed' OR coalesce((
            SELECT true FROM event e
             WHERE e.jurisdiction = \(row).jurisdiction AND e.number = \(row).number
               AND e.kind IN ('accepted', 'completed', 'closed')
             LIMIT 1
        ), false))
        """
    }
}
