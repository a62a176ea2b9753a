import HummingbirdTesting
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct WorkerTests {
    /// What the workers of one test have done.
    private final class Ledger: Sendable {
        private let completed = Mutex<[Int: Int]>([:])

        func note(_ items: [Int], _ outcomes: [String]) {
            completed.withLock { completed in
                for (item, outcome) in zip(items.sorted(), outcomes) where outcome == "ok" {
                    completed[item, default: 0] += 1
                }
            }
        }

        var times: [Int: Int] { completed.withLock { $0 } }
    }

    @Test func `eight workers pull every queue empty at once, and every item is completed exactly once`() async throws {
        let submissions = 240
        try await TinyServer.with(.ahc(.http)) { visitor in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        for number in stride(from: worker, to: submissions, by: 8) {
                            _ = try await visitor.submitted(Self.form(number))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let items = try await visitor.count("work_item")
            #expect(try await visitor.count("ready") == items)
            let ledger = Ledger()
            var keys: [String: String] = [:]
            for department in ["works", "parks", "police"] {
                keys[department] = try await visitor.key(department)
            }
            let workers = (0..<8).compactMap { number in
                let department = ["works", "works", "works", "works", "parks", "parks", "police", "police"][number]
                return keys[department].map { (number, department, $0) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, department, key) in workers {
                    group.addTask {
                        try await Self.work(visitor, number: number, department: department, key: key, ledger: ledger)
                    }
                }
                try await group.waitForAll()
            }
            #expect(ledger.times.count == items)
            #expect(ledger.times.values.allSatisfy { $0 == 1 })
            let report = try await Verification(pool: visitor.database.pool).run()
            #expect(report.breaches.isEmpty, "\(report.breaches)")
            #expect(report.waiting == 0 && report.leased == 0 && report.accepted == 0)
            let open = try await visitor.database.pool.first(
                "SELECT count(*) FROM service_request WHERE status = 'open'"
            ) { row in try row.decode(Int.self) }
            #expect(open == 0)
        }
    }

    private static func form(_ number: Int) -> [String: String] {
        let long = ["20.005", "20.015", "20.035"][number % 3]
        return switch number % 4 {
        case 0: ["service_code": "fallen-tree", "lat": "10.01", "long": long]
        case 1: ["service_code": "noise", "lat": "10.01", "long": long, "attribute[since]": "noon"]
        case 2: ["service_code": "pothole", "lat": "10.01", "long": long, "attribute[depth]": "deep"]
        default: ["service_code": "pothole", "lat": "10.01", "long": long]
        }
    }

    /// Claims until nothing is left: accepts some items, completes some under the lease, gives some back.
    private static func work(
        _ visitor: Visitor,
        number: Int,
        department: String,
        key: String,
        ledger: Ledger
    ) async throws {
        while true {
            let (lease, claimed) = try await visitor.claimed(
                department,
                #"{"limit":\#(3 + number),"wait_seconds":1,"worker":"w\#(number)"}"#,
                key: key
            )
            guard let lease, !claimed.isEmpty else { return }
            let items = claimed.compactMap { $0["item_id"]?.integer }
            let retried = claimed.filter { $0["attempt"]?.integer != 1 }.compactMap { $0["item_id"]?.integer }
            let accepted = items.filter { $0 % 3 == 0 }
            let released = items.filter { $0 % 3 == 1 && !retried.contains($0) }
            let completed = items.filter { !accepted.contains($0) && !released.contains($0) }
            if !accepted.isEmpty {
                let results = try await visitor.outcomes("leases/\(lease)/accept", body(accepted), key: key)
                #expect(results.allSatisfy { $0 == "ok" })
            }
            if !released.isEmpty {
                let results = try await visitor.outcomes("leases/\(lease)/release", body(released), key: key)
                #expect(results.allSatisfy { $0 == "ok" })
            }
            if !completed.isEmpty {
                let done = body(completed, #","outcome":"done""#)
                ledger.note(completed, try await visitor.outcomes("leases/\(lease)/complete", done, key: key))
            }
            for item in accepted {
                let outcomes = try await visitor.outcomes("items/\(item)/complete", #"{"outcome":"done"}"#, key: key)
                ledger.note([item], outcomes)
            }
        }
    }

    private static func body(_ items: [Int], _ more: String = "") -> String {
        #"{"items":[\#(items.map { #"{"item_id":\#($0)\#(more)}"# }.joined(separator: ","))]}"#
    }
}
