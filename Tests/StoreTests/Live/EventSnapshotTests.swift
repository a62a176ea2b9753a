import TestSupport
import Testing

@testable import Store

@Suite struct EventSnapshotTests {
    @Test(arguments: [
        EventSnapshot(floor: 7, ceiling: 7, running: []), EventSnapshot(floor: 7, ceiling: 12, running: [7, 9, 11]),
        EventSnapshot(floor: 1 << 40, ceiling: 1 << 40 + 1, running: [1 << 40]),
    ])
    func `a snapshot reads back as it was written, and is safe in an address`(snapshot: EventSnapshot) {
        #expect(EventSnapshot(snapshot.text) == snapshot)
        #expect(snapshot.text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".") })
    }

    @Test(arguments: [
        "", "x", "1", "1-7-0", "2-7-0-", "1--7-0-", "1-7--1-", "1-7-2-2", "1-7-5-3.1", "1-7-5-1.1", "1-7-5-x",
        "1-9223372036854775807-1-", "1-7-5-1.-2", "0-0-0-0-0",
    ])
    func `a text that no message had is none`(text: String) {
        #expect(EventSnapshot(text) == nil)
    }

    @Test func `PostgreSQL's own text is read, with the step of a restored database`() {
        #expect(EventSnapshot("10:20:10,14,15", step: 100)?.running == [110, 114, 115])
        #expect(EventSnapshot("10:10:", step: 0) == EventSnapshot(floor: 10, ceiling: 10, running: []))
        #expect(EventSnapshot("10:10", step: 0) == nil)
    }

    @Test(arguments: [
        ("10:20:10,14", "10:20:10,14", true), ("10:20:14", "10:20:10,14", true), ("10:20:10,14", "10:20:14", false),
        ("10:20:", "10:21:", false), ("12:30:12,25", "10:20:10,12", true), ("12:30:12,25", "10:20:10", false),
    ])
    func `one covers another where nothing is in that one only`(one: String, other: String, isCovered: Bool) throws {
        let one = try #require(EventSnapshot(one, step: 0))
        let other = try #require(EventSnapshot(other, step: 0))
        #expect(one.covers(other) == isCovered)
    }
}
