import ServiceRequests
import Testing

@Suite struct QuestionsTests {
    private let service = Catalog.Service(
        code: "spill",
        group: "water",
        name: LocalizedText(["en": "Spill"]),
        description: LocalizedText(["en": ""]),
        attributes: [
            Catalog.Attribute(code: "kind", name: LocalizedText(["en": "Kind?"]), datatype: .string),
            Catalog.Attribute(
                code: "what",
                name: LocalizedText(["en": "What?"]),
                datatype: .string,
                condition: .attribute(code: "kind", keys: ["other"])
            ),
            Catalog.Attribute(
                code: "size",
                name: LocalizedText(["en": "Size?"]),
                datatype: .number,
                condition: .not(.attribute(code: "kind", keys: ["other"]))
            ),
        ],
        target: .hours(1),
        routes: []
    )

    @Test(
        arguments: [
            ([:], ["kind", "size"]), (["kind": ["other"]], ["kind", "what"]), (["kind": ["oil"]], ["kind", "size"]),
        ] as [([String: [String]], [String])]
    )
    func `questions are asked as the answers before them have it`(answers: [String: [String]], expected: [String]) {
        #expect(service.questions(after: answers).map(\.code) == expected)
    }
}
