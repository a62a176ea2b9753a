/// One worker of a department: claims and says what becomes of the items, one call after the other.
///
/// Each call goes out under its key until it is answered, also after the process was killed and begins again.
///
/// Lines: `S` at a beginning; `C key moment server limit lease wait` or `W key moment server verb lease target time item…` before
/// a try; then `c key moment lease item=term…`, `w key moment item=outcome…`, `u key moment status` where it stays open,
/// `x key moment status body`. Moments are of `LedgerClock`, taken before a call leaves and after its answer is there; a
/// term says for how many seconds from the claim on nobody else may have the item. Nobody renews a lease.
struct WorkLane: Sendable {
    let name: String
    let department: String
    let bearer: String
    let servers: [String]
    let folder: ChaosFolder
    let client: ChaosClient
    /// How long it claims for, in seconds.
    let lease: Int
    let ledger: Ledger

    var dice: ChaosDice
    var accepted: Set<Int64>
    private var open: WorkCall?
    private let incarnation: Int
    private var calls = 0

    init(
        name: String,
        department: String,
        seed: UInt64,
        servers: [String],
        folder: ChaosFolder,
        client: ChaosClient,
        lease: Int
    ) throws {
        let record = WorkRecord(folder.work(name), of: name)
        self.name = name
        self.department = department
        self.servers = servers
        self.folder = folder
        self.client = client
        self.lease = lease
        bearer = folder.text(folder.key(of: department))
        ledger = try Ledger(folder.work(name))
        incarnation = record.starts
        accepted = record.accepted
        open = record.open
        dice = ChaosDice(seed: seed, "\(name) \(record.starts)")
    }

    /// Works until the sign to stop is up.
    mutating func run() async throws {
        try ledger.write("S")
        if let call = open {
            // Nobody knows whether it was heard. What it claimed stays where it is until the lease ends.
            open = nil
            _ = try await make(call)
        }
        while !folder.isUp(folder.stopSign) {
            let drains = folder.isUp(folder.drainSign)
            if let item = accepted.min(), drains || accepted.count > 40 || dice.falls(60) {
                try await finish(item, drains: drains)
            } else {
                try await claim(drains: drains)
            }
        }
    }

    private mutating func finish(_ item: Int64, drains: Bool) async throws {
        let gives = !drains && dice.falls(5)
        try await say(gives ? .give : .done, lease: "-", [item], to: gives ? other() : "-")
    }

    private mutating func claim(drains: Bool) async throws {
        let limit = dice.falls(20) ? 1 : Int.random(in: 2...30, using: &dice)
        let wait = !drains && dice.falls(20) ? 1 : 0
        guard let body = try await make(call(.claim(limit: limit, lease: lease, wait: wait))) else { return }
        let claim = try ClaimAnswer(body)
        guard let lease = claim.lease_id else {
            return try await Task.sleep(for: .milliseconds(Int.random(in: 50...250, using: &dice)))
        }
        if !drains {
            // A worker that never comes back to it, one that comes back late, and everybody else.
            if dice.falls(1) { return }
            let late = dice.falls(1)
            let pause = late ? self.lease * 1000 + 500 : Int.random(in: 0...100, using: &dice)
            try await Task.sleep(for: .milliseconds(pause))
        }
        var words: [WorkVerb: [Int64]] = [:]
        for item in claim.items {
            if let verb = verb(isOffered: item.offered_by != nil, drains: drains) {
                words[verb, default: []].append(item.item_id)
            }
        }
        for verb in WorkVerb.allCases {
            guard let items = words[verb] else { continue }
            try await say(verb, lease: lease, items, to: verb == .handOver ? other() : "-")
        }
    }

    /// What is said of a claimed item; nil where nothing is, and its lease runs out.
    private mutating func verb(isOffered: Bool, drains: Bool) -> WorkVerb? {
        if drains { return dice.falls(80) ? .complete : .accept }
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<55: return .complete
        case 55..<82: return .accept
        case 82..<90: return isOffered ? .decline : .release
        case 90..<98: return .handOver
        default: return nil
        }
    }

    /// Who a lane is in the history: `w0-works-1` of the department works.
    static func actor(of lane: String) -> String {
        "\(lane.split(separator: "-").dropFirst().first ?? "")/\(lane)"
    }

    private mutating func other() -> String { dice.pick(ChaosCity.departments.filter { $0 != department }) }

    private mutating func call(_ kind: WorkCall.Kind) -> WorkCall {
        calls += 1
        return WorkCall(key: "\(name)-\(incarnation)-\(calls)", kind)
    }

    private mutating func say(_ verb: WorkVerb, lease: String, _ items: [Int64], to target: String) async throws {
        let time = Int.random(in: 2...30, using: &dice)
        _ = try await make(call(.word(verb, lease: lease, target: target, time: time, items: items)))
    }
}
