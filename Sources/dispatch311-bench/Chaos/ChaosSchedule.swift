/// Which faults come when: everything follows from the seed.
struct ChaosSchedule: Sendable {
    struct Step: Sendable {
        /// Its place in the schedule.
        let number: Int
        let fault: ChaosFault
        /// It begins once this share of the service requests is acknowledged, and no fault before it is under way.
        let share: Double
        /// What it does by chance, it does by this.
        let dice: ChaosDice
    }

    let steps: [Step]
    /// How many kills of servers there have to be.
    let serverKills: Int
    /// How many kills of the postmaster there have to be.
    let databaseKills: Int

    /// At least so many kills of servers and of the postmaster, and each other fault so often.
    init(seed: UInt64, serverKills: Int, databaseKills: Int, others: Int) {
        self.serverKills = serverKills
        self.databaseKills = databaseKills
        var dice = ChaosDice(seed: seed, "schedule")
        let isKill = { (fault: ChaosFault) in fault == .serverKill || fault == .databaseKill }
        var faults = ChaosFault.allCases.filter { !isKill($0) }.flatMap { Array(repeating: $0, count: others) }
        let (servers, databases) = (faults.map(\.serverKills).reduce(0, +), faults.map(\.databaseKills).reduce(0, +))
        faults += Array(repeating: .serverKill, count: max(1, serverKills - servers))
        faults += Array(repeating: .databaseKill, count: max(1, databaseKills - databases))
        faults.shuffle(using: &dice)
        steps = faults.enumerated().map { place, fault in
            Step(
                number: place,
                fault: fault,
                share: (Double(place) + Double.random(in: 0.2..<0.8, using: &dice)) / Double(faults.count + 1),
                dice: ChaosDice(seed: seed, "fault \(place)")
            )
        }
    }

    /// About how long it takes, in seconds.
    var seconds: Double { steps.map(\.fault.seconds).reduce(5, +) }
}
