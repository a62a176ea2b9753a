import Boundaries
public import ServiceRequests

/// The columns of a whole list as a table, as the draft GeoReport Bulk names them.
public enum BulkColumns {
    /// Their names, in order.
    public static let names = [
        "service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description",
        "status_notes", "source", "service_name", "service_subtype", "description", "agency_responsible", "address",
        "lat", "long",
    ]

    /// A request's cells, nil where nothing is known.
    ///
    /// `source` is the channel it came in by. `service_subtype` is always empty: what distinguishes requests of a service is
    /// answers of residents, which are not public.
    public static func cells(
        _ record: ServiceRequest.Record,
        catalog: Catalog,
        language: String = "en"
    ) -> [String?] {
        let closedAt = record.status == .closed ? record.closedAt : nil
        return [
            record.id, GeoReportDate.format(record.requestedAt), GeoReportDate.format(closedAt ?? record.updatedAt),
            closedAt.map(GeoReportDate.format), record.status.rawValue, record.statusNotes, record.channel?.rawValue,
            catalog.service(named: record.serviceCode)?.name.text(in: language) ?? record.serviceCode, nil,
            record.description,
            catalog.department(record.department)?.name.text(in: language) ?? record.department, record.address,
            record.coordinate.map { String($0.latitude) }, record.coordinate.map { String($0.longitude) },
        ]
    }
}
