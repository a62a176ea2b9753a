/// What the places of a table were.
struct PlaceCounts: Encodable, Sendable, Hashable {
    /// Faults that are named one by one; the rest are only counted.
    static let maximumFaults = 5

    private enum CodingKeys: String, CodingKey {
        case rows, inside, outside, missing, unreadable, seconds
    }

    /// All rows.
    private(set) var rows = 0
    /// Places in the city.
    private(set) var inside = 0
    /// Places that are not.
    private(set) var outside = 0
    /// Rows without a place.
    private(set) var missing = 0
    /// Rows whose place makes no sense.
    private(set) var unreadable = 0
    /// How long it took.
    var seconds = 0.0
    /// The first faults.
    private(set) var faults: [TableError] = []

    /// Counts a row with a place.
    mutating func add(isInside: Bool) {
        rows += 1
        if isInside { inside += 1 } else { outside += 1 }
    }

    /// Counts a row without a place.
    mutating func addMissing() {
        rows += 1
        missing += 1
    }

    /// Counts a row whose place makes no sense.
    mutating func add(_ fault: TableError) {
        rows += 1
        unreadable += 1
        if faults.count < Self.maximumFaults { faults.append(fault) }
    }

    /// Adds the counts of further rows.
    mutating func add(_ other: PlaceCounts) {
        rows += other.rows
        inside += other.inside
        outside += other.outside
        missing += other.missing
        unreadable += other.unreadable
        faults += other.faults.prefix(max(0, Self.maximumFaults - faults.count))
    }

    /// Says what was counted: as data with `--json`, else to the person.
    func report(on console: Console) throws(CommandError) {
        if console.isJSON { try console.print(json: self) }
        for fault in faults { console.warn("\(fault)") }
        if unreadable > faults.count {
            console.warn("… and \(NumberText.count(unreadable - faults.count, "more row")) like these")
        }
        var parts = ["\(NumberText.count(rows, "row")) in \(NumberText.fixed(seconds, digits: 2)) s"]
        parts.append("\(NumberText.grouped(inside)) in the city")
        if outside > 0 { parts.append("\(NumberText.grouped(outside)) outside") }
        if missing > 0 { parts.append("\(NumberText.grouped(missing)) without a place") }
        if unreadable > 0 { parts.append("\(NumberText.grouped(unreadable)) with a place that cannot be read") }
        console.say(parts.joined(separator: " · "))
    }
}
