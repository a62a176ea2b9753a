import Postgres

/// Which service requests are private: those whose service is now, and those whose service was when they came in.
///
/// The mark in the tables keeps the latter; the catalog in force tells the former. Whatever reads requests for anybody
/// goes by this, so that a service that turns private hides what came in before everywhere at once.
struct PrivacyRule: Sendable {
    /// The codes of the services that are private now.
    let services: [String]

    /// Whether the row of `service_request` that goes by a name is a private one.
    func covers(_ row: SQL) -> SQL {
        "(\(row).is_private OR \(row).service_code = ANY (\(services)::text[]))"
    }
}
