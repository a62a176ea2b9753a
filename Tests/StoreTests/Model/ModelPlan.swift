import Foundation

/// How large the tests of the whole protocol are: some seconds for every day, as many moves as wanted by the environment.
///
/// `DISPATCH311_MODEL_MOVES=200000` makes so many moves in lockstep, `DISPATCH311_MODEL_SEED` makes those of another run
/// again, `DISPATCH311_MODEL_CROWD=60` lets the workers work for so many seconds without lockstep, and
/// `DISPATCH311_MODEL_TWINS=10000` closes so many requests by two words at once.
enum ModelPlan {
    /// Moves in lockstep.
    static let moves = value("MOVES") ?? 2400
    /// The seed of the moves; each round counts on from it.
    static let seed = value("SEED").map { UInt64($0) } ?? UInt64.random(in: 1...1 << 40)
    /// How long a crowd works.
    static let crowd: Duration = .seconds(value("CROWD") ?? 3)
    /// Requests whose two legs end at once.
    static let twins = value("TWINS") ?? 300

    /// Moves of a round; each round has a jurisdiction of its own, so that comparing everything stays quick.
    static let round = 600
    /// Rounds that are under way at once, each lane in a database of its own.
    static let lanes = 2
    /// After so many moves the whole state is compared.
    static let interval = 60

    private static func value(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment["DISPATCH311_MODEL_" + name].flatMap { Int($0) }
    }
}
