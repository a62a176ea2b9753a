import ServiceRequests
import TestSupport
import Testing

/// The same moves in the model and in PostgreSQL, one after another.
@Suite struct ModelWalkTests {
    @Test func `a random walk through the protocol does in the tables what it does in the model`() async throws {
        let rounds = max(ModelPlan.lanes, (ModelPlan.moves + ModelPlan.round - 1) / ModelPlan.round)
        let lanes = ModelPlan.lanes
        let start = ContinuousClock.now
        let walked = try await withThrowingTaskGroup(of: Walked.self) { tasks in
            for lane in 0..<lanes {
                tasks.addTask {
                    try await TestDatabase.with(poolSize: 2) { database in
                        var walked = Walked()
                        for round in stride(from: lane, to: rounds, by: lanes) {
                            var walk = try await Walk(in: database, seed: ModelPlan.seed + UInt64(round))
                            try await walk.run((ModelPlan.moves + rounds - 1) / rounds)
                            walked.add(walk)
                        }
                        return walked
                    }
                }
            }
            return try await tasks.reduce(into: Walked()) { $0.add($1) }
        }
        let took = ContinuousClock.now - start
        print("\(walked.moves) moves in \(took) from seed \(ModelPlan.seed):", walked.summary)
        let missing = LegalMove.all.filter { legal in
            !walked.steps.contains(Walk.Step(from: legal.from, move: legal.move, to: legal.to))
        }
        // A short walk may miss a rare row; a long one may not.
        #expect(missing == [] || walked.moves < 20_000, "\(missing) DISPATCH311_MODEL_SEED=\(ModelPlan.seed)")
    }

    /// What walks came to, taken together.
    private struct Walked {
        var moves = 0
        var answers: [String: Int] = [:]
        var steps: Set<Walk.Step> = []

        mutating func add(_ walk: Walk) { add(Walked(moves: walk.made, answers: walk.answers, steps: walk.steps)) }

        mutating func add(_ other: Walked) {
            moves += other.moves
            answers.merge(other.answers, uniquingKeysWith: +)
            steps.formUnion(other.steps)
        }

        var summary: String {
            answers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }
    }
}
