import Boundaries
public import ServiceRequests

/// The body of GET requests and of GET requests/{service_request_id}: a list with one object a service request.
public enum RequestsBody {
    /// The body; the records come in the order the client shall see them.
    ///
    /// All 17 fields of the specification are always there, null where nothing is known. `updated_datetime` of a
    /// closed request is the time it was closed. With `details`, by the requests' ids, each has `extended_attributes` and
    /// `notes` too.
    public static func body(
        _ records: [ServiceRequest.Record],
        details: [String: RequestDetails]? = nil,
        catalog: Catalog,
        language: String = "en"
    ) -> WireBody {
        let values = records.map { record in
            value(
                record,
                details: details.map { $0[record.id] ?? RequestDetails() },
                catalog: catalog,
                language: language
            )
        }
        return WireBody(.serviceRequests, .array(values))
    }

    private static func value(
        _ record: ServiceRequest.Record,
        details: RequestDetails?,
        catalog: Catalog,
        language: String
    ) -> WireValue {
        // A service or a department that a later catalog dropped still has its code.
        let service = catalog.service(named: record.serviceCode)?.name.text(in: language)
        let department = catalog.department(record.department)?.name.text(in: language)
        let updated = record.status == .closed ? record.closedAt ?? record.updatedAt : record.updatedAt
        var members: [WireValue.Member] = [
            .init("service_request_id", .string(record.id)),
            .init("status", .string(record.status.rawValue)),
            .init("status_notes", .text(record.statusNotes)),
            .init("service_name", .string(service ?? record.serviceCode)),
            .init("service_code", .string(record.serviceCode)),
            .init("description", .text(record.description)),
            .init("agency_responsible", .string(department ?? record.department)),
            .init("service_notice", .text(record.serviceNotice)),
            .init("requested_datetime", .string(GeoReportDate.format(record.requestedAt))),
            .init("updated_datetime", .string(GeoReportDate.format(updated))),
            .init("expected_datetime", .text(record.expectedAt.map(GeoReportDate.format))),
            .init("address", .text(record.address)),
            .init("address_id", .text(record.addressID)),
            .init("zipcode", .null),
            .init("lat", record.coordinate.map { .number($0.latitude) } ?? .null),
            .init("long", record.coordinate.map { .number($0.longitude) } ?? .null),
            .init("media_url", .text(record.mediaURLs.first)),
        ]
        if let details {
            members += extensions(record, details, catalog: catalog, language: language)
        }
        return .object(members)
    }
}

extension WireValue {
    /// What `extensions=true` adds to a receipt.
    static func extended(department: String, queue: String) -> WireValue {
        ["department": .string(department), "queue": .string(queue)]
    }
}
