extension Shape {
    /// A list of one.
    static let receipt = Shape.list(
        .object([
            .init("service_request_id", .text(), "The id, where the service's `type` is `realtime`.", .oneOfThem),
            .init("token", .text(), "What gives the id later, where it is `batch`.", .oneOfThem),
            .init("service_notice", .orNull(.text()), "Where it went and why, for the resident."),
            .init("account_id", .orNull(.text()), "As it was sent."),
            .init(
                "extended_attributes",
                .object([
                    .init("department", .text(), "The code of who does the work."),
                    .init("queue", .text(), "The queue it went to."),
                ]),
                "What goes beyond the specification.",
                .extended
            ),
        ]),
        atLeast: 1,
        atMost: 1
    )

    /// A list of one.
    static let token = Shape.list(
        .object([
            .init("service_request_id", .orNull(.text()), "The id; null while it is not out."),
            .init("token", .text(), "The token."),
        ]),
        atLeast: 1,
        atMost: 1
    )

    static let errors = Shape.list(.named(.error), atLeast: 1)

    static let error = Shape.object([
        .init("code", .named(.code), "Its kind; the first three digits are an HTTP status."),
        .init("description", .text(), "What was expected and what was found, for people."),
    ])
}
