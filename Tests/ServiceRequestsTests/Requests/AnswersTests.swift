import ServiceRequests
import Testing

@Suite struct AnswersTests {
    typealias Attribute = Catalog.Attribute

    static let service = TinyCity.service(
        "it",
        attributes: [
            Attribute(
                code: "kind",
                name: "What kind?",
                datatype: .singlevaluelist,
                isRequired: true,
                values: [
                    Attribute.Value(key: "music", name: "Loud music", aliases: ["Loud Music/Party", "PARTY"]),
                    Attribute.Value(key: "dog", name: "A dog", aliases: ["Party"]),
                    Attribute.Value(key: "other", name: "Something else"),
                ]
            ),
            Attribute(
                code: "when",
                name: "On which days?",
                datatype: .multivaluelist,
                values: ["mon", "tue", "wed"].map { Attribute.Value(key: $0, name: LocalizedText(["en": "On \($0)"])) }
            ),
            Attribute(
                code: "breed",
                name: "What breed is it?",
                datatype: .string,
                isRequired: true,
                condition: .attribute(code: "kind", keys: ["dog"])
            ),
            Attribute(code: "floor", name: "Which floor?", datatype: .number),
            Attribute(code: "since", name: "Since when?", datatype: .datetime),
            Attribute(code: "more", name: "Anything else?", datatype: .text),
        ],
        routes: [Route(share: Route.Share(department: "police"))]
    )

    @Test(arguments: [
        (["kind": ["music"]], ["kind": ["music"]]),
        // Aliases, names, other cases; blanks around and empty answers are nothing.
        (["kind": ["Loud Music/Party"]], ["kind": ["music"]]),
        (["kind": [" loud MUSIC "]], ["kind": ["music"]]),
        (["kind": ["", "PARTY"]], ["kind": ["music"]]),
        (["kind": ["Party"], "breed": ["Beagle"]], ["kind": ["dog"], "breed": ["Beagle"]]),
        // The same answer twice is one.
        (["kind": ["music", "PARTY"]], ["kind": ["music"]]),
        // Several answers come in the catalog's order.
        (["kind": ["other"], "when": ["wed", "On mon", "wed"]], ["kind": ["other"], "when": ["mon", "wed"]]),
        (["kind": ["other"], "floor": [" -3.5 "]], ["kind": ["other"], "floor": ["-3.5"]]),
        (
            ["kind": ["other"], "since": ["2026-01-31T18:30:00-05:00"]],
            ["kind": ["other"], "since": ["2026-01-31T18:30:00-05:00"]]
        ),
        (["kind": ["other"], "more": ["a\nb "], "when": []], ["kind": ["other"], "more": ["a\nb"]]),
    ])
    func `good answers come back in the stored form`(raw: [String: [String]], values: [String: [String]]) {
        let result = Self.service.answers(from: raw)
        #expect(result.values == values)
        #expect(result.problems.isEmpty)
    }

    @Test(
        arguments: [
            ([:], "missing", "“What kind?” needs an answer."),
            (["kind": [" "]], "missing", "“What kind?” needs an answer."),
            (
                ["kind": ["cat"]], "not_in_list",
                "“What kind?”: “cat” is not one of the answers to choose from: music, dog, other."
            ),
            (
                ["kind": ["party"]], "not_in_list",
                "“What kind?”: “party” is not one of the answers to choose from: music, dog, other."
            ),
            (["kind": ["music", "other"]], "too_many", "“What kind?”: please choose one answer, not 2."),
            (["kind": ["dog"]], "missing", "“What breed is it?” needs an answer."),
            (
                ["kind": ["other"], "floor": ["third"]], "wrong_datatype",
                "“Which floor?”: please answer with a number, not “third”."
            ),
            (["kind": ["other"], "floor": ["3", "4"]], "too_many", "“Which floor?”: please give one answer, not 2."),
            (
                ["kind": ["other"], "since": ["yesterday"]], "wrong_datatype",
                "“Since when?”: please answer with a date like 2026-01-31 or 2026-01-31T18:30, not “yesterday”."
            ),
            (
                ["kind": ["other"], "more": ["a\u{0}b"]], "not_storable",
                "“Anything else?”: please answer in at most 4000 characters, without control characters."
            ),
        ] as [([String: [String]], String, String)]
    )
    func `a bad answer is refused with its question`(raw: [String: [String]], kind: String, message: String) throws {
        let result = Self.service.answers(from: raw)
        let problem = try #require(result.problems.first)
        #expect(result.problems.count == 1)
        #expect(problem.kind.rawValue == kind)
        #expect(problem.message == message)
        #expect(problem.isRefusal)
        #expect(result.values[problem.code] == nil)
    }

    @Test func `an answer of 4001 characters is refused, one of 4000 is not`() {
        let long = String(repeating: "é", count: 4000)
        #expect(Self.service.answers(from: ["kind": ["other"], "more": [long]]).problems.isEmpty)
        #expect(
            Self.service.answers(from: ["kind": ["other"], "more": [long + "é"]]).problems.map(\.kind) == [.notStorable]
        )
    }

    @Test func `answers to questions that are not asked or not there are dropped and told`() {
        let raw = ["kind": ["music"], "breed": ["Beagle"], "fixmystreet_id": ["7"], "easting": ["1"]]
        let result = Self.service.answers(from: raw)
        #expect(result.values == ["kind": ["music"]])
        #expect(result.problems.map(\.kind) == [.notAsked, .unknownQuestion, .unknownQuestion])
        #expect(result.problems.map(\.code) == ["breed", "easting", "fixmystreet_id"])
        #expect(result.problems.allSatisfy { !$0.isRefusal })
    }

    @Test func `every problem is told at once`() {
        let result = Self.service.answers(from: ["kind": ["cat"], "floor": ["x"], "since": ["y"]])
        #expect(result.problems.map(\.code) == ["kind", "floor", "since"])
    }

    @Test(arguments: [
        ("1", true), ("-1.5", true), ("+2", true), (".5", true), ("5.", true), ("", false), ("1e3", false),
        ("0x10", false),
        ("nan", false), ("inf", false), ("1,5", false), ("1.2.3", false), ("-", false), (".", false), ("1-", false),
        ("٣", false),
    ])
    func `a number is digits with a sign and a point`(text: String, isNumber: Bool) {
        let problems = Self.service.answers(from: ["kind": ["other"], "floor": [text]]).problems
        #expect(problems.isEmpty == (isNumber || text.isEmpty))
    }

    @Test(arguments: [
        ("2026-01-31", true), ("2026-01-31T18:30", true), ("2026-01-31 18:30", true), ("2026-01-31T18:30:00Z", true),
        ("2026-01-31T18:30:00.25+01:00", true), ("2026-02-30", false), ("2026-01-31T24:00", false),
        ("2026-01-31T18", false),
        ("2026-01-31T18:30+0100", false), ("2026-01-31T18:30:00.Z", false), ("31.01.2026", false),
        ("2026-01-31Z", false),
    ])
    func `a date and time is ISO 8601's`(text: String, isDateTime: Bool) {
        let problems = Self.service.answers(from: ["kind": ["other"], "since": [text]]).problems
        #expect(problems.isEmpty == isDateTime)
    }
}
