import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Residents: each submission goes out under its key until it is answered, and the ledger knows of every try.
///
/// Lines: `A index server` before a try; then `K index id fingerprint replayed`, `U index status` where it stays open,
/// or `X index status body` where it was refused.
struct Submitter: Sendable {
    let seed: UInt64
    let servers: [String]
    let ledger: Ledger
    let client: ChaosClient
    /// How many a second at most.
    let rate: Double

    private final class Turns: Sendable {
        let next = Atomic<Int>(0)
    }

    private struct Receipt: Decodable {
        let id: String

        enum CodingKeys: String, CodingKey {
            case id = "service_request_id"
        }
    }

    /// Sends in what an earlier run of the same ledger left over, so many at a time.
    func run(_ indexes: [Int], connections: Int) async throws {
        let turns = Turns()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask {
                    while true {
                        let place = turns.next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard place < indexes.count else { return }
                        try await Task.sleep(until: start + .seconds(Double(place) / rate))
                        try await submit(indexes[place])
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func submit(_ index: Int) async throws {
        var dice = ChaosDice(seed: seed, "submit \(index)")
        let first = dice.pick([0, 1])
        if dice.falls(5) {
            // Twins at both servers at once.
            async let one = answered(index, from: first)
            async let other = answered(index, from: first + 1)
            _ = try await (one, other)
        } else {
            try await answered(index, from: first)
        }
        // And now and then once more, long after or at once.
        if dice.falls(3) { try await answered(index, from: first + 1) }
    }

    /// Tries at one server and the other in turn.
    private func answered(_ index: Int, from first: Int) async throws {
        var server = first % servers.count
        var pause: Duration = .milliseconds(50)
        while true {
            try ledger.write("A \(index) \(server)")
            let answer = await client.post(
                servers[server] + "/open311/v2/requests.json",
                ChaosCity.form(seed: seed, index),
                key: ChaosCity.key(seed: seed, index)
            )
            if answer.status == 200, let receipt = try? receipt(answer.body) {
                let fingerprint = Fingerprint.of(answer.body.utf8)
                try ledger.write("K \(index) \(receipt.id) \(fingerprint) \(answer.isReplay ? 1 : 0)")
                return
            }
            guard answer.isOpen else { return try ledger.write("X \(index) \(answer.excerpt)") }
            try ledger.write(
                "U \(index) \(answer.status)\(answer.status == 503 && !answer.hasRetryAfter ? " bare" : "")"
            )
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
            server = (server + 1) % servers.count
        }
    }

    private func receipt(_ body: String) throws -> Receipt? {
        try JSONDecoder().decode([Receipt].self, from: Data(body.utf8)).first
    }
}
