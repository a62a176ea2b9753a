import ServiceRequests

extension Catalog {
    /// The service whose code, alias or name is most like a text, nil when none is much like it.
    ///
    /// Names have several words that come in any order, so likeness is the share of pairs of neighbouring letters
    /// that two texts have in common (Dice's coefficient), not the number of wrong letters.
    func serviceNearest(to text: String) -> Catalog.Service? {
        let wanted = Self.letterPairs(of: text)
        guard !wanted.isEmpty else { return nil }
        var best: (likeness: Double, service: Catalog.Service)?
        for service in services {
            for name in [service.code] + service.name.translations.values + service.aliases {
                let pairs = Self.letterPairs(of: name)
                let likeness = 2 * Double(wanted.intersection(pairs).count) / Double(wanted.count + pairs.count)
                if likeness >= 0.6, likeness > best?.likeness ?? 0 { best = (likeness, service) }
            }
        }
        return best?.service
    }

    /// Pairs of neighbouring letters and digits; the ends of a word pair with a blank.
    private static func letterPairs(of text: String) -> Set<UInt64> {
        var pairs: Set<UInt64> = []
        var last: UInt64 = 0
        // A longer text is no one's code.
        for scalar in text.lowercased().unicodeScalars.prefix(100) {
            let letter =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? UInt64(scalar.value) : 0
            if letter != 0 || last != 0 { pairs.insert(last << 32 | letter) }
            last = letter
        }
        if last != 0 { pairs.insert(last << 32) }
        return pairs
    }
}
