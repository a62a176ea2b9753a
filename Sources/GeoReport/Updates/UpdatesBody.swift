/// The bodies of `servicerequestupdates`, mySociety's extension: a list of what happened, and the receipt of an update.
public enum UpdatesBody {
    /// The list; the updates come in the order the client shall see them.
    ///
    /// What the extension calls optional is there only where something is known. Of several pictures XML has an element
    /// each, as FixMyStreet reads them.
    public static func body(_ updates: [RequestUpdate]) -> WireBody {
        WireBody(.serviceRequestUpdates, .array(updates.map(value)))
    }

    /// The receipt: the id that the update has here.
    public static func receipt(_ id: String) -> WireBody {
        WireBody(.serviceRequestUpdates, .array([["update_id": .string(id)]]))
    }

    private static func value(_ update: RequestUpdate) -> WireValue {
        var members: [WireValue.Member] = [
            .init("update_id", .string(update.id)),
            .init("service_request_id", .string(update.requestID)),
            .init("status", .string(update.status.rawValue)),
            .init("updated_datetime", .string(GeoReportDate.format(update.at))),
            .init("description", .text(update.description)),
            .init("media_url", .repeated(update.mediaURLs.map { .text($0) })),
        ]
        if let outcome = update.outcome { members.append(.init("external_status_code", .string(outcome))) }
        members.append(.init("customer_reference", .string(update.reference)))
        if let number = update.clientReference { members.append(.init("fixmystreet_id", .string(number))) }
        return .object(members)
    }
}
