import Postgres
import ServiceRequests

extension RequestReader {
    /// Which of some ids are those of public requests: the originals that a duplicate's resident may be told of.
    public func publicIDs(among ids: [String]) async throws(StoreError) -> Set<String> {
        var numbers: [Int64: [String]] = [:]
        for id in ids {
            if let number = jurisdiction.cipher.number(for: id) { numbers[number, default: []].append(id) }
        }
        guard !numbers.isEmpty else { return [] }
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT r.number FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = ANY (\(Array(numbers.keys))::bigint[])
                   AND \(shows("r"))
                """
            ) { row throws(PostgresError) in try row.decode(Int64.self) }
        }
        return Set(found.flatMap { numbers[$0] ?? [] })
    }

    /// The records without the references of private originals: where the department said nothing of its own, the
    /// tables' sentence for a duplicate names the original, whoever may read it.
    func hidingOriginals(_ records: [ServiceRequest.Record]) async throws(StoreError) -> [ServiceRequest.Record] {
        let originals = records.map { $0.statusNotes.flatMap(Outcome.original(namedIn:)) }
        let named = originals.compactMap(\.self)
        guard !named.isEmpty else { return records }
        let known = try await publicIDs(among: named)
        var records = records
        for (place, original) in originals.enumerated() {
            if let original, !known.contains(original) { records[place].statusNotes = Outcome.reportedBefore }
        }
        return records
    }
}
