import Testing

@testable import Web

@Suite struct AtomIDTests {
    @Test func `it is a UUID of version 8 from the parts, the same in every run`() throws {
        // printf '4:tiny5:7K3M2' | sha256sum, with the digits of version and variant put in.
        #expect(AtomID("tiny", "7K3M2").text == "urn:uuid:69abc4a2-9919-8994-9911-b31e7f7553a8")
    }

    @Test func `other parts, or the same ones cut elsewhere, make another name`() {
        let all = [
            AtomID("ab", "c"), AtomID("a", "bc"), AtomID("abc"), AtomID("ab", "c", ""), AtomID("c", "ab"), AtomID(),
        ]
        #expect(Set(all).count == all.count)
    }
}
