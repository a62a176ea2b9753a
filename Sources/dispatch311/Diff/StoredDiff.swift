import Boundaries
import ServiceRequests
import Store

/// Finds out which stored service requests would change.
struct StoredDiff: Sendable {
    /// What is compared.
    let versions: TwoVersions
    /// Whose requests.
    let jurisdiction: JurisdictionRow
    /// Where they are.
    let pools: DatabasePools

    /// What the stored requests come to.
    struct Counts: Sendable {
        var open = ChangeCounts()
        var closed = ChangeCounts()
    }

    /// Looks at the open ones and at those that came in within a time; writes those that move where `out` names a place.
    func run(within time: Duration, out: String?, progress: Progress) async throws(CommandError) -> Counts {
        let rows = try out.map { path throws(CommandError) in
            try MovedRows(path: path, keys: ["service_request_id", "status"], layers: versions.layers)
        }
        var pages = try await CommandError.fromStore { () throws(StoreError) in
            try await SubjectPages.recent(within: time, in: jurisdiction, pools: pools)
        }
        var counts = Counts()
        try await OrderedWork.run(
            next: { () async throws(CommandError) -> [StoredSubject] in
                do throws(StoreError) {
                    return try await pages.next()
                } catch {
                    throw CommandError(error)
                }
            },
            work: { [self] subjects in batch(subjects) },
            tell: { batch throws(CommandError) in
                counts.open.add(batch.counts)
                counts.closed.add(batch.closed)
                try rows?.add(batch.rows)
                progress.advance(by: batch.size)
            }
        )
        try rows?.finish()
        progress.finish()
        return counts
    }

    private func batch(_ subjects: [StoredSubject]) -> ChangeBatch {
        var batch = ChangeBatch()
        batch.size = subjects.count
        for stored in subjects {
            var counts = ChangeCounts()
            let draft = stored.subject.draft
            if let coordinate = draft.coordinate {
                let change = versions.change(at: coordinate) { draft }
                let isKnown = versions.catalog?.service(named: draft.serviceCode) != nil
                counts.add(change, isKnownService: isKnown || versions.catalog == nil)
                let cells = MovedRows.cells(
                    [jurisdiction.cipher.id(for: stored.number)?.text ?? "", stored.isOpen ? "open" : "closed"],
                    change,
                    layers: versions.layers
                )
                if let cells { batch.rows.append(cells) }
            } else {
                counts.addMissing()
            }
            if stored.isOpen { batch.counts.add(counts) } else { batch.closed.add(counts) }
        }
        return batch
    }
}
