import Testing

@testable import Web

@Suite struct FieldRuleTests {
    /// What everybody sees of a described, another and a private request, and what is seen with the key: + shown, - not.
    private static let table: [FieldRule.Field: String] = [
        .progress: "+++ +", .queue: "++- +", .place: "++- +", .reason: "++- +", .description: "+-- +",
        .answers: "--- +", .residentPhotos: "+-- +", .departmentPhotos: "++- +", .departmentWords: "++- +",
        .questions: "--- +", .residentWords: "--- +", .hasContact: "--- +", .contactLooks: "--- +", .contact: "--- -",
        .documentNames: "--- +",
        .documents: "--- -",
    ]

    @Test(arguments: FieldRule.Field.allCases)
    func `every field is shown as the table says, to every viewer, of every kind of request`(
        field: FieldRule.Field
    ) throws {
        let line = Array(try #require(Self.table[field]))
        for (place, isPrivate, isDescribed) in [(0, false, true), (1, false, false), (2, true, false), (2, true, true)]
        {
            let everybody = FieldRule(viewer: .anybody, isPrivate: isPrivate, isDescribed: isDescribed)
            #expect(everybody.shows(field) == (line[place] == "+"), "\(everybody)")
            let sender = FieldRule(viewer: .sender, isPrivate: isPrivate, isDescribed: isDescribed)
            #expect(sender.shows(field) == (line[4] == "+"), "\(sender)")
        }
    }

    @Test func `with the key no less is seen than without`() {
        for field in FieldRule.Field.allCases {
            for isPrivate in [false, true] {
                for isDescribed in [false, true] {
                    let everybody = FieldRule(viewer: .anybody, isPrivate: isPrivate, isDescribed: isDescribed)
                    let sender = FieldRule(viewer: .sender, isPrivate: isPrivate, isDescribed: isDescribed)
                    #expect(!everybody.shows(field) || sender.shows(field))
                }
            }
        }
    }
}
