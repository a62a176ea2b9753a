import ServiceRequests

extension Shape {
    static let services = Shape.list(.named(.service))

    static let service = Shape.object([
        .init("service_code", .text(), "What a request names the service by."),
        .init("service_name", .text(), "What a resident would call it, in the language of the answer."),
        .init("description", .orNull(.text()), "What it covers."),
        .init("metadata", .bool, "Whether it asks questions, which its definition has."),
        .init(
            "type",
            .word(Catalog.Service.ReplyType.allCases.map(\.rawValue)),
            "What a client gets to ask by: the id at once, a token, or nothing."
        ),
        .init("keywords", .orNull(.text()), "Words people type, with commas between them; `private` among them."),
        .init("group", .orNull(.text()), "The group it is shown in."),
        .init("groups", .list(.text()), "All groups it is shown in.", .extended),
    ])

    static let definition = Shape.object([
        .init("service_code", .text(), "What a request names the service by."),
        .init("attributes", .list(.named(.attribute)), "The questions it asks, in order."),
    ])

    static let attribute = Shape.object([
        .init("variable", .bool, "Whether an answer is wanted."),
        .init("code", .text(), "What `attribute[CODE]` names it by."),
        .init("datatype", .word(Catalog.Attribute.Datatype.allCases.map(\.rawValue)), "What an answer is."),
        .init("required", .bool, "Whether a request without an answer is refused."),
        .init("datatype_description", .orNull(.text()), "How to answer."),
        .init("order", .integer(from: 1), "Its place among the questions."),
        .init("description", .orNull(.text()), "The question, in the language of the answer."),
        .init("values", .list(.answer), "The answers to choose from; none but for lists."),
        .init("automated", .orNull(.word(["server_set"])), "Whether the client answers it by itself.", .extended),
        .init(
            "extended_attributes",
            .object([
                .init("required_when_asked", .bool, "Whether it must be answered where it is asked."),
                .init("condition", .orNull(.named(.condition)), "When it is asked; null where always."),
            ]),
            "What goes beyond the specification.",
            .extended
        ),
    ])

    private static let answer = Shape.object([
        .init("key", .text(), "What is sent."),
        .init("name", .text(), "What a person reads."),
    ])

    static let condition = Shape.either([
        .object([
            .init("code", .text(), "The question whose answer decides."),
            .init("keys", .list(.text(), atLeast: 1), "The answers with which it is asked."),
        ]),
        .object([.init("all", .list(.named(.condition)), "Each of these.")]),
        .object([.init("any", .list(.named(.condition)), "One of these.")]),
        .object([.init("not", .named(.condition), "Not this.")]),
    ])
}
