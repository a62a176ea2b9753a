import Store

/// What a city published, and what it has scheduled.
struct CityLog: Sendable {
    /// The city.
    let code: String
    /// Its publications, newest first.
    let log: [Publication]
    /// What was ever scheduled, in the order in which it was to come into force.
    let schedule: [ScheduledPublication]
}
