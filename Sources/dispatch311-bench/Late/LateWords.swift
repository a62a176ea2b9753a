import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Asks every system what it says to a worker that is too late.
struct LateWords: Sendable {
    private struct PythonWord: Decodable {
        let `case`: LateWord.Situation
        let said: String
        let now: String
    }

    let stage: Stage
    let report: BenchReport
    let python: String

    /// All answers, ours first.
    func all() async throws -> [LateWord] {
        var words = try await own()
        let peers = try await stage.databases[0].sibling("peers")
        try await peers.run(PackageResources.peers_payload_sql)
        for peer in LatePeer.all {
            guard let pattern = Peer.all.first(where: { $0.name == peer.name }) else { continue }
            try await pattern.prepare(in: peers, queues: 1)
            for situation in [LateWord.Situation.completed, .held] {
                try await pattern.fill(1, queues: 1, in: peers)
                words.append(try await peer.word(situation, in: peers))
            }
        }
        guard let programs = PeerPrograms(python: python, folder: stage.folder) else {
            report.progress("procrastinate and pgqueuer are left out: no Python with them at \(python)")
            return words
        }
        for (name, _) in PeerPrograms.scripts {
            _ = try await programs.run(name, ["schema"], on: peers)
            let output = try await programs.run(name, ["late"], on: peers)
            for line in output.split(separator: "\n") {
                let word = try JSONDecoder().decode(PythonWord.self, from: Data(line.utf8))
                words.append(LateWord(system: name, situation: word.case, said: word.said, now: word.now))
            }
        }
        return words
    }

    // MARK: - Ours

    private func own() async throws -> [LateWord] {
        let work = try await OwnWork.prepare(in: stage.databases[0], queues: 1)
        let pool = stage.databases[0].pool(2)
        let result: Result<[LateWord], any Error>
        do {
            result = .success(
                [
                    try await own(.completed, work, accepts: false, pool),
                    try await own(.held, work, accepts: false, pool),
                    try await own(.completed, work, accepts: true, pool),
                    try await own(.held, work, accepts: true, pool),
                ]
            )
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return try result.get()
    }

    private func own(
        _ situation: LateWord.Situation,
        _ work: OwnWork,
        accepts: Bool,
        _ pool: PostgresPool
    ) async throws -> LateWord {
        try await work.clear()
        try await work.fill(1)
        let queues = Queues(pool: pool, jurisdiction: work.jurisdiction)
        let first = Worker(department: OwnWork.department, name: "first")
        let second = Worker(department: OwnWork.department, name: "second")
        let early = try await claim(queues, first)
        // Its time is over, and the rescuer comes by.
        try await work.database.run("UPDATE lease SET expires_at = statement_timestamp() - interval '1 second'")
        _ = try await queues.rescue()
        let late = try await claim(queues, second)
        guard early.items[0].item == late.items[0].item else {
            throw BenchError("expected the second worker to be given the first one's item, found another")
        }
        let item = early.items[0].item
        let done = [Completion(item: item, outcome: .done)]
        if situation == .completed {
            _ = try await queues.complete(done, under: late.lease, by: second)
        }
        let before = try await state(of: item, in: work.database)
        let said =
            if accepts {
                try await queues.accept([Acceptance(item: item)], under: early.lease, by: first)
            } else {
                try await queues.complete(done, under: early.lease, by: first)
            }
        return LateWord(
            system: "dispatch311, \(accepts ? "accept" : "complete")",
            situation: situation,
            said: said.map(\.outcome.rawValue).joined(separator: ", "),
            before: before,
            now: try await state(of: item, in: work.database)
        )
    }

    /// Everything a late word could change: the item's status and outcome, who has it, and its request's events.
    private func state(of item: Int64, in database: BenchDatabase) async throws -> String {
        let pool = database.pool(1)
        let result: Result<String?, any Error>
        do {
            result = .success(
                try await pool.first(
                    """
                    SELECT concat_ws(
                               ', ', w.status, w.outcome, w.outcome_detail,
                               (SELECT 'waits' FROM ready r
                                 WHERE r.jurisdiction = w.jurisdiction AND r.seq = w.item),
                               (SELECT string_agg('with ' || l.holder, ', ' ORDER BY l.holder) FROM lease l
                                 WHERE l.jurisdiction = w.jurisdiction AND w.item = ANY (l.items)),
                               (SELECT 'accepted' FROM accepted a
                                 WHERE a.jurisdiction = w.jurisdiction AND a.item = w.item),
                               (SELECT count(*) || ' events' FROM event e
                                 WHERE e.jurisdiction = w.jurisdiction AND e.number = w.number))
                      FROM work_item w
                     WHERE w.item = \(item)
                    """
                ) { row throws(PostgresError) in try row.decode(String.self) }
            )
        } catch {
            result = .failure(error)
        }
        await pool.close()
        guard let state = try result.get() else { throw BenchError("expected item \(item), found none") }
        return state
    }

    private func claim(_ queues: Queues, _ worker: Worker) async throws -> Claim {
        let queue = "\(OwnWork.department)/0"
        guard let claim = try await queues.claim(1, for: worker, from: queue, lease: .seconds(60)) else {
            throw BenchError("expected an item for \(worker.name), found none")
        }
        return claim
    }
}
