import Boundaries
import ServiceRequests

/// Finds out which requests of a table would change.
struct TableDiff: Sendable {
    private struct Request: Sendable {
        let key: String
        let place: CoordinateColumns.Place
        /// Nil where the table does not say what was asked for.
        let service: String?
        let answer: String
    }

    /// What is compared.
    let versions: TwoVersions

    /// Reads the table, counts, and writes the rows that move where `out` names a place for them.
    func run(_ table: PendingTable, out: String?, progress: Progress) async throws(CommandError) -> ChangeCounts {
        let place = try table.header { reader throws(CommandError) in try CoordinateColumns(in: reader) }
        let service = try table.header { reader throws(CommandError) in
            reader.position(of: ["service_code", "complaint_type"])
        }
        let descriptor = try table.header { reader throws(CommandError) in reader.position(of: ["descriptor"]) }
        let key = try table.header { reader throws(CommandError) in reader.position(of: ["unique_key"]) }
        let layers = versions.layers
        let rows = try out.map { path throws(CommandError) in
            try MovedRows(path: path, keys: [key == nil ? "line" : "unique_key"], layers: layers)
        }
        var counts = ChangeCounts()
        try await OrderedWork.run(
            next: { () async throws(CommandError) -> [Request] in
                try await table.batch { reader, row throws(CommandError) in
                    Request(
                        key: key.map { row.fields[$0] } ?? String(row.line),
                        place: place.place(of: row, in: reader),
                        service: service.map { row.fields[$0].trimmed },
                        answer: descriptor.map { row.fields[$0].trimmed } ?? ""
                    )
                }
            },
            work: { [versions] requests in Self.batch(requests, versions) },
            tell: { batch throws(CommandError) in
                counts.add(batch.counts)
                try rows?.add(batch.rows)
                progress.advance(by: batch.size)
            }
        )
        try rows?.finish()
        progress.finish()
        return counts
    }

    private static func batch(_ requests: [Request], _ versions: TwoVersions) -> ChangeBatch {
        var batch = ChangeBatch()
        batch.size = requests.count
        for request in requests {
            switch request.place {
            case .missing: batch.counts.addMissing()
            case .unreadable(let fault): batch.counts.add(fault)
            case .point(let coordinate):
                let change = versions.change(at: coordinate) {
                    guard let name = request.service, let catalog = versions.catalog else { return nil }
                    return TableAssigner.draft(name, answer: request.answer, at: coordinate, catalog: catalog)
                }
                let isKnown = request.service.map { versions.catalog?.service(named: $0) != nil } ?? true
                batch.counts.add(change, isKnownService: isKnown || versions.catalog == nil)
                if let cells = MovedRows.cells([request.key], change, layers: versions.layers) {
                    batch.rows.append(cells)
                }
            }
        }
        return batch
    }
}
