import ServiceRequests
import Store
import Web

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A short shift of a department's worker, entirely through the API, and what the resident sees of it.
struct DemoShift: Sendable {
    /// What came of it.
    struct Result: Sendable {
        /// Items completed.
        let completed: Int
        /// A request that was completed, for addresses to try.
        let serviceRequestID: String?
        /// The department.
        let department: String
    }

    private static let worker = "demo"
    private static let notes = [
        "Checked on the spot and dealt with.",
        "A crew went there; it is done.",
        "Done, with thanks for telling us.",
    ]

    /// The city.
    let city: City
    /// Who works.
    let department: DemoTable.Line
    /// What is shown.
    let pages: DemoPages

    /// Claims three items, completes one at once, accepts two and completes those.
    func work(address: String, key: String) async throws -> Result {
        try await ServerClient.using(url: address, key: key) { server in
            let client = DepartmentClient(server: server)
            let claim = try await client.claim(
                department.code,
                limit: 3,
                leaseSeconds: 300,
                waitSeconds: 0,
                worker: Self.worker
            ).decode(ClaimedWork.self)
            guard let lease = claim.lease, let first = claim.items.first else {
                return Result(completed: 0, serviceRequestID: nil, department: department.code)
            }
            pages.claim(claim, by: department, catalog: city.catalog)
            let rest = claim.items.dropFirst()
            var completed = try await finish(
                [first].map { ItemWord(item: $0.item, outcome: "done", note: Self.notes[0]) },
                lease: lease,
                client
            )
            if !rest.isEmpty {
                _ = try await client.say(
                    "accept",
                    LeaseWord(items: rest.map { ItemWord(item: $0.item) }, worker: Self.worker),
                    lease: lease
                )
            }
            for (index, item) in rest.enumerated() {
                let word = ItemWord(item: item.item, note: Self.notes[(index + 1) % Self.notes.count])
                let answer = try await client.complete(word, outcome: "done", worker: Self.worker)
                completed += try answer.decode(ItemResults.self).results.count { $0.outcome == "ok" }
            }
            pages.completed(completed, accepted: rest.count)
            let shown = try await showResident(first.serviceRequestID, server)
            return Result(
                completed: completed,
                serviceRequestID: shown ? first.serviceRequestID : nil,
                department: department.code
            )
        }
    }

    private func finish(
        _ words: [ItemWord],
        lease: String,
        _ client: DepartmentClient
    ) async throws(CommandError) -> Int {
        let answer = try await client.say("complete", LeaseWord(items: words, worker: Self.worker), lease: lease)
        return try answer.decode(ItemResults.self).results.count { $0.outcome == "ok" }
    }

    /// Shows the request as GeoReport gives it to everybody, and its history; false where it is private.
    private func showResident(_ id: String, _ server: ServerClient) async throws(CommandError) -> Bool {
        let query = "jurisdiction_id=\(FormBody.component(city.code))"
        let answer = try await server.get("/open311/v2/requests/\(FormBody.component(id)).json?\(query)")
        guard answer.isSuccess, let view = try answer.decode([ResidentView].self).first else { return false }
        let lines: [HistoryLine]
        do throws(StoreError) {
            lines = try await city.history.lines(of: id)
        } catch {
            throw CommandError(error)
        }
        pages.resident(view, history: lines)
        return true
    }
}
