/// What the rows of a routed table were.
struct RouteCounts: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case places
        case unknownServices = "unknown_services"
    }

    private static let maximumNames = 20

    /// What the places were.
    var places = PlaceCounts()
    /// Rows whose service the catalog does not have.
    private(set) var unknownServices = 0

    private var names: Set<String> = []

    /// Counts a row whose service the catalog does not have.
    mutating func add(unknown name: String) {
        unknownServices += 1
        if names.count < Self.maximumNames { names.insert(name) }
    }

    /// Says what was counted: as data with `--json`, else to the person.
    func report(on console: Console) throws(CommandError) {
        if console.isJSON { try console.print(json: self) }
        try places.report(
            on: Console(isJSON: false, isQuiet: console.isQuiet || console.isJSON, terminal: console.terminal)
        )
        guard unknownServices > 0 else { return }
        console.warn(
            "\(NumberText.count(unknownServices, "row")) with a service the catalog does not have: "
                + names.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        )
    }
}
