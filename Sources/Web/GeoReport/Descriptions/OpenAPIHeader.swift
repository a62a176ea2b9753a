import GeoReport
import HTTPTypes

/// A header field of an answer, as OpenAPI has it.
struct OpenAPIHeader: Sendable, Hashable {
    let name: HTTPField.Name
    let shape: Shape
    let meaning: String
    /// Whether every such answer has it.
    var isAlways = true

    var member: WireValue.Member {
        .init(
            name.rawName,
            [
                "description": .string(meaning), "required": .bool(isAlways), "schema": shape.jsonSchema,
            ]
        )
    }
}

extension OpenAPIHeader {
    private static let truth = Shape.word(["true"])

    /// What every answer has, errors included.
    static let everywhere = [
        OpenAPIHeader(name: .requestID, shape: .text(), meaning: "The name of this call in the server's logs."),
        OpenAPIHeader(name: .cacheControl, shape: .text(), meaning: "Who may keep the answer."),
    ]
    /// What every answer has that any page may read.
    static let open = OpenAPIHeader(
        name: .accessControlAllowOrigin,
        shape: .word(["*"]),
        meaning: "Any page may read it."
    )
    static let language = OpenAPIHeader(
        name: .contentLanguage,
        shape: .text(),
        meaning: "The language of what people read in it."
    )
    static let tag = OpenAPIHeader(
        name: .eTag,
        shape: .pattern("(W/)?\"[0-9a-f]+\""),
        meaning: "Give it back in If-None-Match."
    )
    static let links = OpenAPIHeader(
        name: .link,
        shape: .text(),
        meaning: "Descriptions of the answer: `describedby`, and `service-desc` (RFC 8631)."
    )
    static let retry = OpenAPIHeader(
        name: .retryAfter,
        shape: .pattern("[0-9]+"),
        meaning: "Ask again after so many seconds."
    )
    static let replayed = OpenAPIHeader(
        name: .idempotentReplayed,
        shape: truth,
        meaning: "The same was stored before; this is its answer.",
        isAlways: false
    )

    /// What a list of updates says of its other parts.
    static let updateParts: [OpenAPIHeader] = [
        .init(
            name: .totalCount,
            shape: .pattern("[0-9]+"),
            meaning: "Of the first part: how many are in it.",
            isAlways: false
        ),
        .init(
            name: .totalCountIs,
            shape: .word(["exact", "at-least"]),
            meaning: "Of the first part: whether it is the whole.",
            isAlways: false
        ),
        .init(name: .pageIncomplete, shape: truth, meaning: "There is more.", isAlways: false),
        .init(name: .link, shape: .text(), meaning: "`next` (RFC 8288), where there is more.", isAlways: false),
    ]

    /// What a list says of its other parts.
    static let parts: [OpenAPIHeader] = {
        let count = Shape.pattern("[0-9]+")
        return [
            .init(name: .totalCount, shape: count, meaning: "How many the whole list has."),
            .init(
                name: .totalCountIs,
                shape: .word(["exact", "at-least"]),
                meaning: "Whether it was counted to its end."
            ),
            .init(
                name: .link,
                shape: .text(),
                meaning: "`next`, `prev`, `first`, `last` (RFC 8288), where there are such.",
                isAlways: false
            ),
            .init(name: .pageIncomplete, shape: truth, meaning: "A page ended before it was full.", isAlways: false),
            .init(name: .pageTotalSize, shape: count, meaning: "As X-Total-Count, where exact.", isAlways: false),
            .init(name: .pageTotalPages, shape: count, meaning: "How many pages, where exact.", isAlways: false),
            .init(name: .pageNumber, shape: count, meaning: "The number of this one.", isAlways: false),
            .init(name: .pageSize, shape: count, meaning: "How many a page has at most.", isAlways: false),
        ]
    }()
}
