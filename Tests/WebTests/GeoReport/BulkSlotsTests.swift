import HTTPTypes
import Testing

@testable import Web

@Suite struct BulkSlotsTests {
    @Test func `so many at a time, and each goes back with whoever held it`() throws {
        let slots = BulkSlots()
        var held: [BulkSlots.Slot] = []
        for _ in 0..<BulkSlots.most { held.append(try slots.take()) }
        let refusal = try #require(throws: Refusal.self) { try slots.take() }
        #expect(refusal.status == .serviceUnavailable)
        #expect(refusal.headers[.retryAfter] == "60")
        held.removeLast()
        held.append(try slots.take())
        #expect(throws: Refusal.self) { try slots.take() }
    }
}
