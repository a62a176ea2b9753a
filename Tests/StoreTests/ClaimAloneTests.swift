import Postgres
import Store
import TestSupport
import Testing

@Suite struct ClaimAloneTests {
    private let works = Worker(department: "works", name: "truck-1")

    /// Items in the order they came in: where, whether urgent, and how often they came back.
    struct Line: Sendable, CustomTestStringConvertible {
        let items: [(place: Place, isUrgent: Bool, attempts: Int)]
        let limit: Int
        /// The items of each claim, by their place in the line, from 1.
        let claims: [[Int64]]

        init(_ text: String, limit: Int, _ claims: [[Int64]]) {
            items = text.split(separator: " ").map { word in
                (
                    word.contains("E") ? .east : .west, word.contains("!"),
                    word.contains("2") ? 2 : word.contains("5") ? 5 : 1
                )
            }
            (self.limit, self.claims) = (limit, claims)
            testDescription = "\(text) by \(limit)"
            isInOneQueue = !text.contains("E")
        }

        let testDescription: String
        let isInOneQueue: Bool
    }

    private static let lines = [
        Line("W W W2 W W", limit: 10, [[1, 2], [3], [4, 5]]),
        Line("W2 W2 W", limit: 10, [[1], [2], [3]]),
        Line("W5 W", limit: 1, [[1], [2]]),
        // The order is that of the whole department, not of a lane.
        Line("W E2 W E", limit: 10, [[1], [2], [3, 4]]),
        Line("E W W2 E W", limit: 3, [[1, 2], [3], [4, 5]]),
        Line("E W E W2 E", limit: 2, [[1, 2], [3], [4], [5]]),
        // Urgent ones come first, so one that came back and is not stops them less.
        Line("W2 W! E! W", limit: 10, [[2, 3], [1], [4]]),
        Line("W2 W! W! W", limit: 10, [[2, 3], [1], [4]]),
        Line("W W2! W! W W", limit: 3, [[2], [3, 1, 4], [5]]),
        Line("W W! W W!", limit: 3, [[2, 4, 1], [3]]),
        Line("W W2! E! E", limit: 10, [[2], [3, 1, 4]]),
    ]

    @Test(arguments: lines.map { ($0, nil) } + lines.filter(\.isInOneQueue).map { ($0, "works/W") })
    func `an item that came back twice is claimed alone, after what comes before it`(
        line: Line,
        queue: String?
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            for (index, item) in line.items.enumerated() {
                try await city.submit(at: item.place, attributes: item.isUrgent ? ["depth": ["deep"]] : [:])
                for (table, key) in [("work_item", "item"), ("ready", "seq")] {
                    try await database.pool.execute(
                        """
                        UPDATE \(unescaped: table) SET attempt = \(item.attempts)
                         WHERE \(unescaped: key) = \(Int64(index + 1))
                        """
                    )
                }
            }
            var claims: [[Int64]] = []
            while let claim = try await city.queues.claim(line.limit, for: works, from: queue, lease: .seconds(60)) {
                claims.append(claim.items.map(\.item))
            }
            #expect(claims == line.claims)
            #expect(try await city.verify().breaches == [])
        }
    }

    @Test(arguments: [2, 7, 50], [nil, "works/W"])
    func `claims at once take every item, and what came back twice alone`(limit: Int, queue: String?) async throws {
        try await TestDatabase.with(poolSize: 8) { database in
            let city = try await TestCity(in: database)
            _ = try await city.intake.submit(
                (0..<300).map { try city.submission(at: queue != nil || $0.isMultiple(of: 2) ? .west : .east) }
            )
            for (table, key) in [("work_item", "item"), ("ready", "seq")] {
                try await database.pool.execute(
                    "UPDATE \(unescaped: table) SET attempt = 3 WHERE \(unescaped: key) % 5 = 0"
                )
            }
            let claims = try await withThrowingTaskGroup(of: [Claim].self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let worker = Worker(department: "works", name: "w\(number)")
                        var mine: [Claim] = []
                        while let claim = try await city.queues.claim(
                            limit,
                            for: worker,
                            from: queue,
                            lease: .seconds(60)
                        ) {
                            mine.append(claim)
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let items = claims.flatMap(\.items)
            #expect(Set(items.map(\.item)).count == 300)
            #expect(items.count == 300)
            #expect(claims.allSatisfy { $0.items.count <= limit })
            #expect(claims.allSatisfy { claim in claim.items.count == 1 || claim.items.allSatisfy { $0.attempt == 1 } })
            #expect(try await city.verify().breaches == [])
        }
    }
}
