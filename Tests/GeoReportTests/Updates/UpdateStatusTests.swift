import GeoReport
import Testing

@Suite struct UpdateStatusTests {
    /// From mySociety's extension, a second time.
    private static let vocabulary = [
        "open", "closed", "fixed", "in_progress", "planned", "action_scheduled", "investigating", "duplicate",
        "not_councils_responsibility", "no_further_action", "internal_referral", "cancelled", "reopen", "for_triage",
        "unchanged",
    ]

    @Test func `the words are those of the extension`() {
        #expect(Set(UpdateStatus.allCases.map(\.rawValue)) == Set(Self.vocabulary))
        #expect(UpdateStatus.allCases.count == Self.vocabulary.count)
    }

    @Test(arguments: vocabulary)
    func `a word is read in capitals, in small letters and with blanks, and written in both`(word: String) throws {
        let status = try #require(UpdateStatus(word: word))
        #expect(status.rawValue == word)
        #expect(status.capitals == word.uppercased())
        #expect(UpdateStatus(word: word.uppercased()) == status)
        #expect(UpdateStatus(word: word.replacing("_", with: " ")) == status)
    }

    @Test(arguments: ["", "opened", "CLOSE", "in-progress", "OPEN,CLOSED", "ÖPEN", "open\n"])
    func `any other word is none`(word: String) {
        #expect(UpdateStatus(word: word) == nil)
    }
}
