#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Its calls and what the ledger is told of them.
extension WorkLane {
    private struct Words: Decodable {
        struct Result: Decodable {
            let item_id: Int64
            let outcome: String
        }

        let results: [Result]
    }

    /// Makes a call until it is answered; gives the answer's body, nil where it was refused.
    mutating func make(_ call: WorkCall) async throws -> String? {
        var server = dice.pick([0, 1]) % servers.count
        var pause: Duration = .milliseconds(50)
        while true {
            try ledger.write(call.line(at: server, LedgerClock.now))
            let url = servers[server] + call.path(of: department)
            let answer = await client.post(url, call.body(worker: name), key: call.key, bearer: bearer)
            let moment = LedgerClock.now
            if answer.status == 200 {
                try note(answer.body, of: call, moment)
                return answer.body
            }
            guard answer.isOpen else {
                try ledger.write("x \(call.key) \(moment) \(answer.excerpt)")
                if case .word(_, _, _, _, let items) = call.kind { accepted.subtract(items) }
                return nil
            }
            try ledger.write("u \(call.key) \(moment) \(answer.status)")
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
            server = (server + 1) % servers.count
        }
    }

    private mutating func note(_ body: String, of call: WorkCall, _ moment: Int64) throws {
        switch call.kind {
        case .claim(_, let lease, _):
            let claim = try ClaimAnswer(body)
            let items = try claim.items.map { " \($0.item_id)=\(try claim.term(of: $0, lease: lease))" }.joined()
            try ledger.write("c \(call.key) \(moment) \(claim.lease_id ?? "-")\(items)")
        case .word(let verb, _, _, _, _):
            let results = try JSONDecoder().decode(Words.self, from: Data(body.utf8)).results
            let outcomes = results.map { " \($0.item_id)=\($0.outcome)" }.joined()
            try ledger.write("w \(call.key) \(moment)\(outcomes)")
            for result in results {
                if verb == .accept, result.outcome == "ok" { accepted.insert(result.item_id) }
                if !verb.isUnderLease { accepted.remove(result.item_id) }
            }
        }
    }
}
