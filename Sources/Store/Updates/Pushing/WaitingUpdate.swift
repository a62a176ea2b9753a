/// An update that waits to be sent, by the numbers that its row is found by.
struct WaitingUpdate: Sendable, Hashable {
    let number: Int64
    let event: Int64
}
