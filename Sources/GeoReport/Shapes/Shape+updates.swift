extension Shape {
    static let updates = Shape.list(.named(.update), atMost: UpdateQuery.maximumCount)

    static let update = Shape.object([
        .init("update_id", .text(), "Its id, the same for ever."),
        .init("service_request_id", .text(), "The id of the request."),
        .init("status", .word(UpdateStatus.allCases.map(\.rawValue)), "How the request stood afterwards."),
        .init("updated_datetime", .date, "When it happened."),
        .init("description", .orNull(.text()), "What happened, and what the department said about it."),
        .init("media_url", .repeated(.link), "The pictures that came with it: an element each."),
        .init("external_status_code", .word(RequestDetails.Leg.outcomes), "Of an end, how it ended.", .sometimes),
        .init("customer_reference", .text(), "The reference as people read it aloud."),
        .init("fixmystreet_id", .text(), "What the asking client calls the request itself.", .sometimes),
    ])

    /// A list of one.
    static let updateReceipt = Shape.list(
        .object([.init("update_id", .text(), "The id that the update has here.")]),
        atLeast: 1,
        atMost: 1
    )
}
