import Testing

@testable import ServiceRequests

@Suite struct SpellingTests {
    @Test(
        arguments: [
            ("departmnt", "department"), ("nypd", "nypd"), ("nydp", "nypd"), ("NYPD", "nypd"), ("nop", nil),
            ("hpdd", "hpd"),
            ("pot-hole", "pothole"), ("xyz", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `the nearest word is meant, if it is near`(word: String, meant: String?) {
        #expect(Spelling.nearest(to: word, among: ["hpd", "nypd", "department", "pothole"]) == meant)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("kitten", "sitting", 3), ("abc", "abc", 0), ("abcd", "acbd", 1),
    ])
    func `a distance counts letters`(one: String, other: String, distance: Int) {
        #expect(Spelling.distance(Array(one), Array(other)) == distance)
        #expect(Spelling.distance(Array(other), Array(one)) == distance)
    }

    @Test func `of equally near words the first is meant`() {
        #expect(Spelling.nearest(to: "aX", among: ["aY", "aZ"]) == "aY")
    }
}
