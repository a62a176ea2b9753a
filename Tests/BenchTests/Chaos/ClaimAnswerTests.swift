import Testing

@testable import dispatch311_bench

@Suite struct ClaimAnswerTests {
    @Test(
        arguments: [
            (nil, 5), ("2026-01-01T10:00:09Z", 5), ("2026-01-01T10:00:06Z", 5), ("2026-01-01T10:00:05Z", 4),
            ("2026-01-01T10:00:03Z", 2), ("2026-01-01T09:59:00Z", 0),
        ] as [(String?, Int)]
    )
    func `an item is held until its offer ends, where that is before the lease`(offer: String?, term: Int) throws {
        let answer = try ClaimAnswer(
            """
            {"lease_id": "l", "expires_at": "2026-01-01T10:00:05Z", "items": [
                {"item_id": 1, "offered_by": "parks", "offer_expires_at": \(offer.map { "\"\($0)\"" } ?? "null")}
            ]}
            """
        )
        let item = try #require(answer.items.first)
        let found = try answer.term(of: item, lease: 5)
        #expect(found == term)
    }
}
