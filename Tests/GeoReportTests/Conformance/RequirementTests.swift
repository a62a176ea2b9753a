import Testing

@testable import GeoReport

@Suite struct RequirementTests {
    @Test func `ids are there once, and begin with one of the list's families`() {
        let ids = Requirement.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.count > 80)
        #expect(Set(Requirement.all.map(\.family)) == ["G", "D", "S", "SD", "P", "T", "R", "Q", "E", "J", "U"])
        for requirement in Requirement.all {
            #expect(requirement.words.last != "." && !requirement.words.isEmpty)
            #expect(requirement.id.wholeMatch(of: /[A-Z]+[0-9]+[a-z]?/) != nil, "\(requirement.id)")
        }
    }

    @Test(arguments: [
        ("G", "G2a", true), ("g2", "G2a", true), ("G2a", "G2a", true), ("G2b", "G2a", false), ("S", "SD1a", false),
        ("S1", "S1a", true), ("S", "S1a", true), ("G1", "G10", false), ("R", "R4", true), ("R4", "R4", true),
        ("", "R4", false), ("4", "R4", false),
    ])
    func `a word of --only means an id, a number or a family`(word: String, id: String, isMeant: Bool) {
        #expect(Requirement.named(id).matches(word) == isMeant)
    }

    @Test func `the specification fails, a ruling warns unless strict, an extension is never wrong`() {
        #expect(Requirement.named("S1a").verdict(strict: false) == .failed)
        #expect(Requirement.named("G3b").verdict(strict: false) == .warning)
        #expect(Requirement.named("G3b").verdict(strict: true) == .failed)
        #expect(Requirement.named("G7a").verdict(strict: false) == .warning)
        #expect(Requirement.named("R7a").verdict(strict: true) == .notOffered)
    }
}
