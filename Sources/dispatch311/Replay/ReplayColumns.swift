/// Which columns of a file of service requests mean what.
struct ReplayColumns: Sendable, Hashable {
    private static let services = ["service_code", "complaint_type"]

    private let service: Int
    private let descriptor: Int?
    private let latitude: Int
    private let longitude: Int
    private let key: Int?
    private let agency: Int?

    /// Finds the columns, or says which one is missing and which there are.
    init(in table: TableReader) throws(CommandError) {
        service = try table.position(ofRequired: Self.services)
        latitude = try table.position(ofRequired: CoordinateColumns.latitudeNames)
        longitude = try table.position(ofRequired: CoordinateColumns.longitudeNames)
        descriptor = table.position(of: ["descriptor"])
        key = table.position(of: ["unique_key"])
        agency = table.position(of: ["agency"])
    }

    /// Whether the file says who really got the requests.
    var hasAgency: Bool { agency != nil }

    /// A row as the form a resident's app would send.
    ///
    /// What is in the cells is sent as it is: the server judges it.
    func submission(of row: TableRow, run: String, jurisdiction: String?) -> ReplaySubmission {
        var form = FormBody()
        if let jurisdiction { form.add("jurisdiction_id", jurisdiction) }
        form.add("service_code", row.fields[service].trimmed)
        form.add("lat", row.fields[latitude].trimmed)
        form.add("long", row.fields[longitude].trimmed)
        if let descriptor, case let text = row.fields[descriptor].trimmed, !text.isEmpty {
            form.add("attribute[descriptor]", text)
        }
        form.add("extensions", "true")
        let own = key.map { row.fields[$0].trimmed } ?? ""
        let key = own.isEmpty ? String(row.line) : own
        let agency = agency.map { row.fields[$0].trimmed.lowercased() }
        return ReplaySubmission(
            line: row.line,
            key: key,
            idempotencyKey: "\(run):\(key)",
            form: form.bytes,
            agency: agency.flatMap { $0.isEmpty ? nil : $0 }
        )
    }
}
