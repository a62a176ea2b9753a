/// What a route or a question asks before it applies.
public indirect enum Condition: Sendable, Hashable {
    /// The point lies in some boundary of the layer.
    case layer(String)
    /// The point lies in one of these boundaries of the layer.
    case boundary(layer: String, ids: [String])
    /// The point lies in a boundary of the layer whose property has one of these values.
    case property(layer: String, name: String, values: [String])
    /// The submitted answer (one of them, for a list of several) is one of these keys.
    case attribute(code: String, keys: [String])
    /// Every one holds.
    case all([Condition])
    /// At least one holds.
    case any([Condition])
    /// It does not hold.
    case not(Condition)
}
