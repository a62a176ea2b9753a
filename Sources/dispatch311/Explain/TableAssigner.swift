import Boundaries
import ServiceRequests

/// Routes every row of a table, without storing anything.
struct TableAssigner: Sendable {
    private struct Routed: Sendable {
        let fields: [String]
        let counts: PlaceCounts
        let unknown: String?
    }

    private static let columns = ["department", "queue", "rule", "triage", "edge_metres"]

    /// Who decides.
    let assigner: Assigner

    /// Reads a table, writes it with its new columns, and counts what the places were.
    ///
    /// A row whose place is outside the city, missing or unreadable, or whose service the catalog does not have, keeps
    /// its new cells empty. A fault of the table itself ends it, and leaves no file behind.
    func run(_ table: PendingTable, out: String?, progress: Progress) async throws(CommandError) -> RouteCounts {
        let start = ContinuousClock.now
        let place = try table.header { reader throws(CommandError) in try CoordinateColumns(in: reader) }
        let service = try table.header { reader throws(CommandError) in
            try reader.position(ofRequired: ["service_code", "complaint_type"])
        }
        let descriptor = try table.header { reader throws(CommandError) in reader.position(of: ["descriptor"]) }
        let writer = try TableWriter(path: out)
        try writer.write(table.columns + LayerColumns.names(for: Self.columns, beside: table.columns))
        var counts = RouteCounts()
        while true {
            let batch = try await table.batch { [assigner] reader, row throws(CommandError) in
                var counts = PlaceCounts()
                var cells = [String](repeating: "", count: Self.columns.count)
                var unknown: String?
                switch place.place(of: row, in: reader) {
                case .point(let coordinate):
                    let name = row.fields[service].trimmed
                    let answer = descriptor.map { row.fields[$0].trimmed } ?? ""
                    let catalog = assigner.snapshot.catalog
                    let assignment = assigner.assign(Self.draft(name, answer: answer, at: coordinate, catalog: catalog))
                    counts.add(isInside: !Self.isOutside(assignment))
                    if case .routed(let decision) = assignment { cells = Self.cells(decision) }
                    if case .unknownService(let name, _) = assignment { unknown = name }
                case .missing: counts.addMissing()
                case .unreadable(let fault): counts.add(fault)
                }
                return Routed(fields: row.fields + cells, counts: counts, unknown: unknown)
            }
            if batch.isEmpty { break }
            for row in batch {
                try writer.write(row.fields)
                counts.places.add(row.counts)
                if let unknown = row.unknown { counts.add(unknown: unknown) }
            }
            progress.advance(by: batch.count)
            if Task.isCancelled { throw CommandError(.tryAgain, "interrupted before the table was done") }
        }
        try writer.finish()
        progress.finish()
        counts.places.seconds = (ContinuousClock.now - start).inSeconds
        return counts
    }

    /// What a row asks for: a service by any of its names, and the answer that its descriptor is.
    static func draft(
        _ name: String,
        answer: String,
        at coordinate: Coordinate,
        catalog: Catalog
    ) -> ServiceRequest.Draft {
        var draft = ServiceRequest.Draft(serviceCode: name, location: .point(coordinate))
        if let service = catalog.service(named: name) {
            draft.serviceCode = service.code
            if !answer.isEmpty { draft.attributes = service.answers(from: ["descriptor": [answer]]).values }
        }
        return draft
    }

    private static func isOutside(_ assignment: Assignment) -> Bool {
        if case .outside = assignment { true } else { false }
    }

    private static func cells(_ decision: RoutingDecision) -> [String] {
        [
            decision.department,
            decision.queue,
            String(decision.rule),
            decision.triage?.rawValue ?? "",
            decision.runnerUp.map { NumberText.fixed($0.metres, digits: 1) } ?? "",
        ]
    }
}
