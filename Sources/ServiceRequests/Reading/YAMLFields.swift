/// The entries of a map whose keys are all known.
struct YAMLFields {
    /// The map itself.
    let owner: YAMLValue
    let values: [String: YAMLValue]

    /// A value that may be missing.
    subscript(_ key: String) -> YAMLValue? { values[key] }

    /// A value that must be there; its absence is reported.
    func required(_ key: String) -> YAMLValue? {
        if let value = values[key] { return value }
        owner.report("expected the key “\(key)”, found none")
        return nil
    }

    /// The keys of some that are there, in the order given.
    func present(_ keys: [String]) -> [String] {
        keys.filter { values[$0] != nil }
    }
}
