extension Requirement {
    private static let list = Source.specification("GET Service Requests")
    private static let one = Source.specification("GET Service Request")

    /// What holds for lists of service requests, and for their filters.
    static let requests: [Requirement] = [
        .init("R1a", "service_code filters", list),
        .init("R1b", "status filters", list),
        .init("R1c", "service_request_id is a list of ids, and gives just these", list),
        .init("R1d", "service_request_id overrides every other parameter", list),
        .init("R1e", "service_code and status are lists", list),
        .init("R1f", "start_date and end_date filter on requested_datetime", list),
    ]

    /// What holds for the time a list covers, and for its rows.
    static let windows: [Requirement] = [
        .init("R2a", "without dates a list covers the last 90 days", list),
        .init("R2b", "a list has at most 1000 rows", .specification("Response Volume")),
        .init("R2c", "more than 90 days between the dates are answered 400", .ruling),
        .init("R2d", "one date alone means 90 days from it", .ruling),
        .init("R3a", "requests is a list of service requests", list),
        .init("R3b", "each has the 13 fields that are never left out", list),
        .init("R3c", "each has all 17 fields", .ruling),
        .init("R3d", "status is open or closed", list),
        .init("R3e", "lat and long are degrees", list),
        .init("R4", "newest first", .ruling),
        .init("R5", "where nothing matches the list is empty, with 200", .ruling),
        .init("R6a", "a date that is none is answered 400", .specification("Errors")),
        .init("R6b", "a status that is none is answered 400", .ruling),
    ]

    /// What many servers have beside the specification.
    static let extensions: [Requirement] = [
        .init("R7a", "page and page_size turn pages", .convention("Chicago, San Francisco, Boston")),
        .init("R7b", "a page past the end is empty", .ruling),
        .init("R7c", "updated_after and updated_before filter", .convention("Chicago, uReport")),
        .init("R7d", "bbox filters by place", .convention("uReport, Mark-a-Spot")),
        .init("R7e", "q searches in words", .convention("Chicago, Mark-a-Spot")),
        .init("R7f", "extensions=true adds extended_attributes", .convention("Chicago, San Francisco")),
        .init("R7g", "a header tells how many rows there are in all", .convention("Libre311")),
    ]

    /// What holds for one service request.
    static let single: [Requirement] = [
        .init("Q1a", "a service request is a list of one", one),
        .init("Q1b", "an unknown service_request_id is answered 404", .specification("Errors")),
        .init("Q1c", "it says what the list says of it", one),
        .init("Q2", "ids are opaque texts, never made numbers", .ruling),
    ]
}
