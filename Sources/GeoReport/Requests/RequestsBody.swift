import Boundaries
public import ServiceRequests

/// The body of GET requests and of GET requests/{service_request_id}: a list with one object a service request.
public enum RequestsBody {
    /// The body; the records come in the order the client shall see them.
    ///
    /// All 17 fields of the specification are always there, null where nothing is known. `updated_datetime` of a
    /// closed request is the time it was closed. With `extensions`, `extended_attributes` tells the department's code,
    /// the queue and, where it is known, the channel the request came in by.
    public static func body(
        _ records: [ServiceRequest.Record],
        catalog: Catalog,
        extensions: Bool = false,
        language: String = "en"
    ) -> WireBody {
        WireBody(
            .serviceRequests,
            .array(records.map { value($0, catalog: catalog, extensions: extensions, language: language) })
        )
    }

    private static func value(
        _ record: ServiceRequest.Record,
        catalog: Catalog,
        extensions: Bool,
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
        if extensions {
            members.append(
                .init(
                    "extended_attributes",
                    .extended(department: record.department, queue: record.queue, channel: record.channel)
                )
            )
        }
        return .object(members)
    }
}

extension WireValue {
    /// What `extensions=true` adds to a service request.
    static func extended(department: String, queue: String, channel: ServiceRequest.Channel? = nil) -> WireValue {
        var members: [WireValue.Member] = [.init("department", .string(department)), .init("queue", .string(queue))]
        if let channel { members.append(.init("channel", .string(channel.rawValue))) }
        return .object(members)
    }
}
