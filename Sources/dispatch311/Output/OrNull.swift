/// A value that JSON says as `null` where there is none, so that every object has the same members.
@propertyWrapper
struct OrNull<Value: Encodable & Sendable>: Encodable, Sendable {
    /// The value.
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}
