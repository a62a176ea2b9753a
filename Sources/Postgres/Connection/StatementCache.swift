/// The statements a session has prepared, by their text.
struct StatementCache {
    struct Entry {
        let name: String
        let types: [UInt32]
        var lastUse: UInt64
        /// How often it was asked for.
        var uses = 1
    }

    private var entries: [String: Entry] = [:]
    private var clock: UInt64 = 0
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The name under which the session knows this text with values of these types.
    mutating func name(for sql: SQL) -> String? {
        clock += 1
        guard let index = entries.index(forKey: sql.text), sql.binds.match(entries.values[index].types) else {
            return nil
        }
        entries.values[index].lastUse = clock
        entries.values[index].uses += 1
        return entries.values[index].name
    }

    /// A name nothing in this session has had before.
    mutating func nextName() -> String {
        clock += 1
        return "d\(clock)"
    }

    /// Remembers a prepared statement and returns the names of those the session should forget.
    mutating func remember(_ sql: SQL, as name: String) -> [String] {
        var forgotten: [String] = []
        if let old = entries.removeValue(forKey: sql.text) { forgotten.append(old.name) }
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            forgotten.append(oldest.value.name)
            entries[oldest.key] = nil
        }
        entries[sql.text] = Entry(name: name, types: sql.binds.types, lastUse: clock)
        return forgotten
    }

    /// Forgets a statement the server no longer runs; false when it was not used before the last call.
    mutating func forget(_ sql: SQL) -> Bool {
        guard let entry = entries.removeValue(forKey: sql.text) else { return false }
        return entry.uses > 1
    }

    mutating func removeAll() {
        entries.removeAll()
    }
}
