extension Requirement {
    /// Every requirement, in the order a report has them.
    public static let all: [Requirement] =
        [
            general, discovery, services, definitions, requests, windows, extensions, single, conversion, errors,
            posting, refusals, tokens, updates,
        ].flatMap(\.self)

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// The requirement with an id, which must be one of the table's.
    static func named(_ id: String) -> Requirement {
        guard let requirement = byID[id] else { preconditionFailure("no requirement has the id \(id)") }
        return requirement
    }
}
