import Postgres

/// Where a list of requests is looked for.
enum RequestSource: Sendable {
    /// Everything in the order of the list.
    case newest
    /// The services and departments that are asked for, each in the order of the list.
    case services
    /// A few, by a query that gives their numbers: all of them are looked at.
    case few(SQL)
}
