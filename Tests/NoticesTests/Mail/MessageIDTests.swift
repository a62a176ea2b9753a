import Testing

@testable import Notices

@Suite struct MessageIDTests {
    @Test func `it is the hash of the event and the follower, the same in every run`() {
        // printf 'dispatch311 notice\n\0\0\0\0\0\0\0\7AAAAAAAAAAAAAAAA' | sha256sum
        let id = MessageID(follower: Array(repeating: 0x41, count: 16), event: 7)
        #expect(id.text == "19d6972e0e1e1ac0ec7d37b2770e5b65")
    }

    @Test func `another event or follower makes another mail`() {
        let ids: [MessageID] = [
            MessageID(follower: Array(repeating: 1, count: 16), event: 0),
            MessageID(follower: Array(repeating: 1, count: 16), event: 1),
            MessageID(follower: Array(repeating: 2, count: 16), event: 0),
            MessageID(follower: Array(repeating: 1, count: 15), event: 0),
        ]
        #expect(Set(ids).count == ids.count)
    }
}
