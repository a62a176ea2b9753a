/// What whoever knows the catalog makes of a service request as it is stored.
public enum Decided<Value: Sendable>: Sendable {
    /// This.
    case made(Value)
    /// Nothing: each reason says what was expected and what was found.
    case impossible([String])
}
