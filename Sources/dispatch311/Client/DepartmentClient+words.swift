extension DepartmentClient {
    private struct ClaimWish: Encodable {
        let limit: Int
        let lease_seconds: Int
        let wait_seconds: Int
        let worker: String?
    }

    private struct RenewalWish: Encodable {
        let lease_seconds: Int
    }

    private struct Completion: Encodable {
        let outcome: String
        let detail: String?
        let note: String?
        let worker: String?
    }

    /// Takes items of a department's queues (`nypd`) or of one of them (`nypd/75`).
    func claim(
        _ queue: String,
        limit: Int,
        leaseSeconds: Int,
        waitSeconds: Int,
        worker: String?
    ) async throws(CommandError) -> ServerAnswer {
        let path = queue.split(separator: "/", maxSplits: 1).map { FormBody.component(String($0)) }.joined(
            separator: "/"
        )
        return try await post(
            "queues/\(path)/claims",
            ClaimWish(limit: limit, lease_seconds: leaseSeconds, wait_seconds: waitSeconds, worker: worker)
        )
    }

    /// Asks for more time for a lease.
    func renew(_ lease: String, leaseSeconds: Int) async throws(CommandError) -> ServerAnswer {
        try await post("leases/\(FormBody.component(lease))/renew", RenewalWish(lease_seconds: leaseSeconds))
    }

    /// Hands items of a lease to another department.
    func handOver(_ items: [Int64], _ word: HandOverWord, lease: String) async throws(CommandError) -> ServerAnswer {
        var word = word
        word.items = items.map { ItemWord(item: $0) }
        return try await post("leases/\(FormBody.component(lease))/hand-over", word)
    }

    /// Hands an item the department accepted before to another one.
    func handOver(_ item: Int64, _ word: HandOverWord) async throws(CommandError) -> ServerAnswer {
        try await post("items/\(item)/hand-over", word)
    }

    /// Says something of items under a lease: `accept`, `complete`, `release` or `decline`.
    func say(_ verb: String, _ word: LeaseWord, lease: String) async throws(CommandError) -> ServerAnswer {
        try await post("leases/\(FormBody.component(lease))/\(verb)", word)
    }

    /// Completes an item the department accepted before.
    func complete(_ word: ItemWord, outcome: String, worker: String?) async throws(CommandError) -> ServerAnswer {
        try await post(
            "items/\(word.item)/complete",
            Completion(outcome: outcome, detail: word.detail, note: word.note, worker: worker)
        )
    }

    /// Asks what has happened since a cursor.
    func changes(after cursor: String, limit: Int) async throws(CommandError) -> ServerAnswer {
        try await get("changes?limit=\(limit)&cursor=\(FormBody.component(cursor))")
    }
}
