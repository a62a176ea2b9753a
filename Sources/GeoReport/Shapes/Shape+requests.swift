import ServiceRequests

extension Shape {
    /// Degrees.
    static let latitude = Shape.number(-90...90)
    static let longitude = Shape.number(-180...180)

    static let requests = Shape.list(.named(.request), atMost: ServiceRequest.Query.maximumCount)

    static let request = Shape.object([
        .init("service_request_id", .text(), "Its id, any text."),
        .init("status", .word(ServiceRequest.Status.allCases.map(\.rawValue)), "Whether there is work left to do."),
        .init("status_notes", .orNull(.text()), "What the department said when it closed it."),
        .init("service_name", .text(), "The service, in the language of the answer."),
        .init("service_code", .text(), "The service's code."),
        .init("description", .orNull(.text()), "What was written, where everybody may read it."),
        .init("agency_responsible", .text(), "Who does the work."),
        .init("service_notice", .orNull(.text()), "Where it went and why, as the resident was told."),
        .init("requested_datetime", .date, "When it came in."),
        .init("updated_datetime", .date, "When it last changed; of a closed one, when it was closed."),
        .init("expected_datetime", .orNull(.date), "By when it should be done."),
        .init("address", .orNull(.text()), "The place in words."),
        .init("address_id", .orNull(.text()), "The id of the address, as it was sent."),
        .init("zipcode", .orNull(.text()), "Always null here."),
        .init("lat", .orNull(latitude), "The latitude, WGS 84."),
        .init("long", .orNull(longitude), "The longitude, WGS 84."),
        .init("media_url", .orNull(.link), "A picture."),
        .init("extended_attributes", details, "What goes beyond the specification.", .extended),
        .init("notes", .list(.named(.note)), "What happened, oldest first.", .extended),
    ])

    static let link = Shape.pattern("[Hh][Tt][Tt][Pp][Ss]?://[^ ]*")

    private static let details = Shape.object([
        .init("department", .text(), "The code of who does the work."),
        .init("queue", .text(), "The queue it first went to."),
        .init("channel", .orNull(.word(ServiceRequest.Channel.allCases.map(\.rawValue))), "How it came in."),
        .init("closed_datetime", .orNull(.date), "When it was closed; null while it is open."),
        .init("reopened", .integer(from: 0), "How often it was opened again."),
        .init("duplicate", .bool, "Whether it repeats a public one."),
        .init("parent_service_request_id", .orNull(.text()), "The one it repeats."),
        .init("duplicates", .integer(from: 0), "How many repeat it."),
        .init("media_urls", .list(.link), "Every picture."),
        .init("legs", .list(.named(.leg)), "Each department's share of the work."),
    ])

    static let leg = Shape.object([
        .init("department", .text(), "The department's code."),
        .init("agency_responsible", .text(), "Its name."),
        .init("status", .word(RequestDetails.Leg.Status.allCases.map(\.rawValue)), "How far it has come."),
        .init("outcome", .orNull(.word(RequestDetails.Leg.outcomes)), "How it ended."),
        .init("closed_datetime", .orNull(.date), "When it ended."),
    ])

    static let note = Shape.object([
        .init("datetime", .date, "When it happened."),
        .init("type", .text(), "What kind of event it was, in a word."),
        .init("summary", .orNull(.text()), "What happened, in a sentence."),
        .init("description", .orNull(.text()), "What the department said about it."),
    ])
}

extension RequestDetails.Leg {
    /// The words that `outcome` may be.
    public static let outcomes = ["done", "no_action", "not_found", "duplicate", "handed_on"]
}
