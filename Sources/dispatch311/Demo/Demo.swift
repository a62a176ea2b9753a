import Boundaries
import Postgres
import ServiceRequests
import Store
import Web

/// What the demo does while its server runs: residents ask, a department works, everybody sees.
struct Demo: Sendable {
    /// The city.
    let jurisdiction: String
    /// How many service requests are made up.
    let count: Int
    /// Whether it stops at the end.
    let once: Bool
    /// What is shown.
    let pages: DemoPages
    /// The demo's own way to the database, for what the API does not tell.
    let pool: PostgresPool

    /// Runs something with ways in, a department's key and accounts, which are ended afterwards whatever happens.
    func withDoors(_ work: (DemoKey, DemoAccounts) async throws -> Void) async throws {
        let key = DemoKey(pool: pool, jurisdiction: jurisdiction)
        let accounts = DemoAccounts(pool: pool, jurisdiction: jurisdiction)
        do {
            try await work(key, accounts)
            await key.end()
            await accounts.end()
        } catch {
            await key.end()
            await accounts.end()
            throw error
        }
    }

    /// The whole show.
    func show(_ server: DispatchServer, address: String, key: DemoKey, accounts: DemoAccounts) async throws {
        guard let city = server.cities[jurisdiction] else {
            throw CommandError(.findings, "expected the server to have loaded \(jurisdiction), found it has not")
        }
        pages.city(city.snapshot, address: address)
        let before = try await counts(city)
        let folder = "\(server.configuration.geodataFolder)/\(jurisdiction)"
        let (requests, areAtLots) = try await makeUp(city.snapshot, folder: folder, before: before)
        pages.sending(requests.count, areAtLots: areAtLots)
        let sent = try await send(requests, to: address)
        let table = DemoTable(sent: sent, before: before, after: try await counts(city), catalog: city.catalog)
        pages.table(table)
        let example = InterestingDecision.choose(among: requests, by: city.assigner)
        if let example { pages.decision(example, catalog: city.catalog) }
        guard let department = table.busiest else { return }
        let shift = try await DemoShift(city: city, department: department, pages: pages).work(
            address: address,
            key: key.make(department: department.code)
        )
        let summary = DemoSummary(table: table, example: example, completed: shift.completed, address: address)
        guard !once else { return try pages.end(summary) }
        let people = try await accounts.make(department: department.code)
        try pages.end(summary, shift: shift, key: key.path, people: people, password: accounts.path)
    }

    private func counts(_ city: City) async throws(CommandError) -> [QueueCount] {
        do throws(StoreError) {
            return try await Queues(pool: pool, jurisdiction: city.row).counts()
        } catch {
            throw CommandError(error)
        }
    }

    /// Makes the requests up and says whether they are at lots of the folder.
    private func makeUp(
        _ snapshot: RoutingSnapshot,
        folder: String,
        before: [QueueCount]
    ) async throws(CommandError) -> (requests: [SimulatedRequest], areAtLots: Bool) {
        // Another seed where something waits already, so that a second run is not the first one over again.
        let seed = UInt64(311 + before.reduce(0) { $0 + $1.waiting })
        return try await OwnThread.run { [count] () throws(CommandError) in
            let lots = try DemoLots.read(in: folder)
            var simulator = Simulator(snapshot: snapshot, lots: lots, mix: .nyc, seed: seed)
            return (simulator.requests(count), simulator.lotCount > 0)
        }
    }

    /// Sends all of them through the API; gives how many each department got.
    private func send(_ requests: [SimulatedRequest], to address: String) async throws -> [String: Int] {
        let run = ReplaySource.randomLabel()
        let batches = DemoBatches(requests.map { $0.submission(run: run, jurisdiction: jurisdiction) })
        let progress = pages.console.progress("Sending", total: requests.count)
        var departments: [String: Int] = [:]
        var tally = ReplayTally()
        try await ServerClient.using(url: address, connections: 16) { client in
            let replayer = Replayer(server: client, connections: 16, rate: nil, patience: Patience(.seconds(30)))
            try await replayer.run(
                progress: progress,
                onResult: { result throws(CommandError) in
                    tally.add(result)
                    if case .accepted(let receipt, _) = result.outcome, let department = receipt?.extended?.department {
                        departments[department, default: 0] += 1
                    }
                },
                batch: { () async throws(CommandError) in batches.next() }
            )
        }
        progress.finish()
        try Task.checkCancellation()
        guard tally.accepted == requests.count else {
            throw CommandError(
                tally.unanswered > 0 ? .tryAgain : .findings,
                "expected every made-up request to be accepted, found \(tally.refused) refused and "
                    + "\(tally.unanswered) without an answer\n  " + tally.reasons.joined(separator: "\n  ")
            )
        }
        return departments
    }
}
