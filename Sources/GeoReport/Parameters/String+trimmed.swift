extension String {
    /// The text without white space at its ends; nil when nothing is left.
    var trimmed: String? {
        // Nearly every value begins and ends with a plain ASCII character.
        guard let first = utf8.first, let last = utf8.last else { return nil }
        if (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) { return self }
        var scalars = unicodeScalars[...]
        while let scalar = scalars.first, scalar.properties.isWhitespace { scalars.removeFirst() }
        while let scalar = scalars.last, scalar.properties.isWhitespace { scalars.removeLast() }
        return scalars.isEmpty ? nil : String(scalars)
    }

    /// A comma-separated list: its parts trimmed, without empty ones, each one once.
    var commaSeparated: [String] {
        var seen: Set<String> = []
        return split(separator: ",").compactMap { String($0).trimmed }.filter { seen.insert($0).inserted }
    }
}
