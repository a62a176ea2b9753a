import GeoReport
import ServiceRequests
import Store

/// A report as somebody may see it: the record, what may be done, and by which rule the rest is shown.
struct StatusSight: Sendable {
    let record: ServiceRequest.Record
    let ties: RequestTies
    /// The key of whoever has the private link; nil for everybody else, wrong keys included.
    let key: RequestKey?
    let rule: FieldRule
    /// What only whoever has the private link is told.
    let details: SenderDetails?

    /// The address of the report's page, the same link that was followed, with what is said in it.
    func page(_ said: String? = nil) -> String {
        let query = [key.map { "key=\($0.text)" }, said].compactMap(\.self).joined(separator: "&")
        return "/r/\(record.id)\(query.isEmpty ? "" : "?\(query)")"
    }
}

extension PageVisit {
    /// What the address has for a key; whether it is the report's is another question.
    var key: RequestKey? { query["key"].flatMap { RequestKey($0) } }

    /// The report with an id, as the key in the address lets it be seen; nil where there is none.
    func sight(of id: String) async throws(StoreError) -> StatusSight? {
        let given = key
        guard let (record, isOwner) = try await city.reader.record(id, key: given),
            let ties = try await city.reader.ties(of: id, isOwner: isOwner)
        else { return nil }
        let rule = FieldRule(
            viewer: isOwner ? .sender : .anybody,
            isPrivate: ties.isPrivate,
            isDescribed: ties.isDescribed
        )
        let key = isOwner ? given : nil
        var details: SenderDetails?
        if let key { details = try await city.reader.senderDetails(of: id, key: key) }
        return StatusSight(record: record, ties: ties, key: key, rule: rule, details: details)
    }
}
