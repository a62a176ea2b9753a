#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One worker of a department: claims and says what becomes of the items, one call after the other.
///
/// Each call goes out under its key until it is answered, also after the process was killed and begins again. Lines:
/// `S` at a beginning; `C key server limit lease wait` or `W key server verb lease target time item…` before a try;
/// then `c key lease item…`, `w key item=outcome…`, `u key status` where it stays open, `x key status body`.
struct WorkLane: Sendable {
    private struct Claim: Decodable {
        struct Item: Decodable {
            let item_id: Int64
            let offered_by: String?
        }

        let lease_id: String?
        let items: [Item]
    }

    private struct Words: Decodable {
        struct Result: Decodable {
            let item_id: Int64
            let outcome: String
        }

        let results: [Result]
    }

    let name: String
    let department: String
    let bearer: String
    let servers: [String]
    let folder: ChaosFolder
    let client: ChaosClient
    /// How long it claims for, in seconds.
    let lease: Int
    let ledger: Ledger

    private var dice: ChaosDice
    private var accepted: Set<Int64>
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
        let record = WorkRecord(folder.work(name))
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
        guard let body = try await make(call(.claim(limit: limit, lease: lease, wait: wait))),
            let claim = try? JSONDecoder().decode(Claim.self, from: Data(body.utf8))
        else { return }
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

    private mutating func other() -> String { dice.pick(ChaosCity.departments.filter { $0 != department }) }

    private mutating func call(_ kind: WorkCall.Kind) -> WorkCall {
        calls += 1
        return WorkCall(key: "\(name)-\(incarnation)-\(calls)", kind)
    }

    private mutating func say(_ verb: WorkVerb, lease: String, _ items: [Int64], to target: String) async throws {
        let time = Int.random(in: 2...30, using: &dice)
        _ = try await make(call(.word(verb, lease: lease, target: target, time: time, items: items)))
    }

    /// Makes a call until it is answered; gives the answer's body, nil where it was refused.
    private mutating func make(_ call: WorkCall) async throws -> String? {
        var server = dice.pick([0, 1]) % servers.count
        var pause: Duration = .milliseconds(50)
        while true {
            try ledger.write(call.line(at: server))
            let url = servers[server] + call.path(of: department)
            let answer = await client.post(url, call.body(worker: name), key: call.key, bearer: bearer)
            if answer.status == 200 {
                try note(answer.body, of: call)
                return answer.body
            }
            guard answer.isOpen else {
                try ledger.write("x \(call.key) \(answer.excerpt)")
                if case .word(_, _, _, _, let items) = call.kind { accepted.subtract(items) }
                return nil
            }
            try ledger.write("u \(call.key) \(answer.status)")
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
            server = (server + 1) % servers.count
        }
    }

    private mutating func note(_ body: String, of call: WorkCall) throws {
        let data = Data(body.utf8)
        switch call.kind {
        case .claim:
            let claim = try JSONDecoder().decode(Claim.self, from: data)
            let items = claim.items.map { " \($0.item_id)" }.joined()
            try ledger.write("c \(call.key) \(claim.lease_id ?? "-")\(items)")
        case .word(let verb, _, _, _, _):
            let results = try JSONDecoder().decode(Words.self, from: data).results
            let outcomes = results.map { " \($0.item_id)=\($0.outcome)" }.joined()
            try ledger.write("w \(call.key)\(outcomes)")
            for result in results {
                if verb == .accept, result.outcome == "ok" { accepted.insert(result.item_id) }
                if !verb.isUnderLease { accepted.remove(result.item_id) }
            }
        }
    }
}
