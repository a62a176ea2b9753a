@testable import dispatch311_bench

/// A small run as its ledgers and its database tell it, sound until somebody plants a fault.
///
/// `@1.5` stands for a moment, in seconds. Item 10 is accepted and later done, 11 is completed after a lost answer, 12 is
/// left until its lease is over, then handed over and completed by another department.
struct ChaosScene {
    var submissions = """
        A 0 0
        K 0 id0 7 0
        A 1 0
        U 1 0
        A 1 1
        K 1 id1 8 1

        """
    var lanes = [
        "w0-works-0": """
        S
        C a-1 @1.0 0 10 5 0
        c a-1 @1.1 L1 10=5 11=5 12=5
        W a-2 @1.2 0 accept L1 - 9 10
        w a-2 @1.3 10=ok
        W a-3 @1.4 0 complete L1 - 9 11
        u a-3 @1.5 0
        W a-3 @1.6 1 complete L1 - 9 11
        w a-3 @1.7 11=ok
        W a-4 @7.0 0 release L1 - 9 12
        w a-4 @7.1 12=stale
        W a-5 @8.0 0 done - - 9 10
        w a-5 @8.1 10=ok

        """,
        "w1-works-0": """
        S
        C b-1 @6.5 0 10 5 0
        c b-1 @6.6 L2 12=5
        W b-2 @6.7 0 hand-over L2 parks 9 12
        w b-2 @6.8 12=ok

        """,
        "w0-parks-0": """
        S
        C c-1 @7.2 0 10 5 0
        c c-1 @7.3 L3 12=3
        W c-2 @7.4 0 complete L3 - 9 12
        w c-2 @7.5 12=ok

        """,
    ]
    var requests = [
        ChaosStored.Request(id: "id0", index: 0, isClosed: true),
        ChaosStored.Request(id: "id1", index: 1, isClosed: true),
    ]
    var keys = [0: "id0", 1: "id1"]
    var moves = [
        Self.line(10, "works/w0-works-0", .accepted): 1,
        Self.line(10, "works/w0-works-0", .completed): 1,
        Self.line(11, "works/w0-works-0", .completed): 1,
        Self.line(12, "works/w1-works-0", .handedOver): 1,
        Self.line(12, "parks/w0-parks-0", .completed): 1,
    ]
    var twice: [String] = []
    let schedule = ChaosSchedule(seed: 1, serverKills: 4, databaseKills: 2, others: 1)
    var tally = ChaosTally()
    var sight = ChaosWatch.Sight()

    init() {
        for step in schedule.steps { tally.faults[step.fault, default: 0] += 1 }
        tally.serverKills = 4
        tally.databaseKills = 2
        tally.returns = [6]
        sight.looks = 12
    }

    static func line(_ item: Int64, _ actor: String, _ move: ChaosMove) -> ChaosStored.Line {
        ChaosStored.Line(item: item, actor: actor, move: move)
    }

    /// Replaces something in the ledger of a lane.
    mutating func replace(_ old: String, with new: String, in lane: String) {
        lanes[lane] = lanes[lane]?.replacing(old, with: new)
    }

    /// Adds lines to the ledger of a lane.
    mutating func add(_ lines: String..., to lane: String) {
        lanes[lane, default: ""] += lines.map { $0 + "\n" }.joined()
    }

    /// The verdict over it, a minute's run.
    var verdict: ChaosVerdict {
        var verdict = ChaosVerdict()
        verdict.judge(
            SubmissionRecord(lines: Ledger.lines(in: submissions)),
            stored,
            requests: 2
        )
        let records = lanes.sorted { $0.key < $1.key }.map { lane, text in
            WorkRecord(lines: Ledger.lines(in: Self.timed(text)), of: lane)
        }
        verdict.judge(records, stored)
        verdict.judge(tally, sight, schedule, seconds: 60)
        return verdict
    }

    private var stored: ChaosStored { ChaosStored(requests: requests, keys: keys, moves: moves, twice: twice) }

    private static func timed(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ").map { word in
                guard word.first == "@", let seconds = Double(word.dropFirst()) else { return String(word) }
                return String(Int64(seconds * Double(LedgerClock.second)))
            }.joined(separator: " ")
        }.joined(separator: "\n")
    }
}
