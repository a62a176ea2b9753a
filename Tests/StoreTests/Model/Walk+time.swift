import Postgres
import ServiceRequests
import Store
import TestSupport

extension Walk {
    /// Lets time pass and leases end.
    ///
    /// Nobody waits: everything that ends one day is moved into the past by as much.
    mutating func pass() async throws {
        // Now and then so much that a resident comes too late to open a request again.
        let seconds = Self.unit * (chance(2) ? 4320 : chance(20) ? 6 : 1)
        try await letPass(seconds)
        let rescue = try await city.queues.rescue(limit: 1000)
        try check("rescue after \(seconds) s", model.rescue(), rescue)
        count("rescue", rescue.items == 0 ? "none" : "ok")
    }

    /// Moves the tables and the model on by so many seconds.
    mutating func letPass(_ seconds: Int) async throws {
        model.pass(seconds)
        let (jurisdiction, time) = (city.jurisdiction.number, Duration.seconds(seconds))
        try await city.database.pool.transaction { connection throws(PostgresError) in
            try connection.execute(
                """
                UPDATE lease SET expires_at = expires_at - \(time), claimed_at = claimed_at - \(time)
                 WHERE jurisdiction = \(jurisdiction)
                """
            )
            try connection.execute(
                """
                UPDATE work_item SET offer_expires_at = offer_expires_at - \(time)
                 WHERE jurisdiction = \(jurisdiction) AND offered_to IS NOT NULL
                """
            )
            try connection.execute(
                """
                UPDATE deadline SET at = at - \(time), about = about - \(time)
                 WHERE jurisdiction = \(jurisdiction) AND kind = 'offer'
                """
            )
            try connection.execute(
                """
                UPDATE service_request SET closed_at = closed_at - \(time)
                 WHERE jurisdiction = \(jurisdiction) AND closed_at IS NOT NULL
                """
            )
        }
    }
}
