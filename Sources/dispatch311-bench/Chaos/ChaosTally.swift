/// What a run has counted and measured so far.
struct ChaosTally: Sendable {
    /// How often each fault was done.
    var faults: [ChaosFault: Int] = [:]
    /// What could not be done here, and why.
    var skipped: [ChaosFault: String] = [:]
    /// Why one was last tried in vain.
    var missed: [ChaosFault: String] = [:]
    var serverKills = 0
    var databaseKills = 0
    /// From a worker's death or standstill until a look found each of its items claimable again, in seconds.
    var returns: [Double] = []
    /// From a kill, or the end of what lasts, until both servers were ready, in seconds.
    var recoveries: [Double] = []
    /// What went against a promise while it ran.
    var breaches: [ChaosBreach] = []
}

/// A row against a promise.
struct ChaosBreach: Sendable, Encodable {
    /// What was promised.
    let promise: String
    let row: String
}
