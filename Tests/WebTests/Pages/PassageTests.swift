import Testing

@testable import Web

@Suite struct PassageTests {
    @Test(
        arguments: [
            ("Nothing to keep whole.", ["Nothing to keep whole."], [nil]),
            ("Like 0000-0000-0.", ["Like ", "."], ["0000-0000-0", nil]),
            ("0000-0000-0 0000-0000-0", ["", " "], ["0000-0000-0", "0000-0000-0"]),
            (
                "A part of 1000-0000-00 or 0000-0000-1 is none.", ["A part of 1000-0000-00 or 0000-0000-1 is none."],
                [nil]
            ),
            ("", [], []),
        ] as [(String, [String], [String?])]
    )
    func `every reference stands by itself`(text: String, parts: [String], references: [String?]) {
        let passage = Passage(text)
        #expect(passage.parts.map(\.text) == parts)
        #expect(passage.parts.map(\.reference) == references)
    }
}
