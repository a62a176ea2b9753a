internal import Yams

extension YAMLValue {
    /// Any text with something in it, as it is written: `480` and `no` are the texts "480" and "no".
    func text(_ what: String = "a text") -> String? {
        guard case .scalar(let scalar) = node, !isEmpty, !scalar.string.allSatisfy(\.isWhitespace) else {
            expected(what)
            return nil
        }
        return scalar.string
    }

    /// A code: lower-case letters, digits and hyphens.
    func code(_ what: String = "a code", allowing extra: String = "") -> String? {
        let pattern =
            "\(what) of lower-case letters, digits and hyphens\(extra.isEmpty ? "" : " (or \(extra))"), at most 64"
        guard let text = text(pattern) else { return nil }
        let isCode = text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || extra.utf8.contains(byte)
        }
        guard isCode, text.utf8.count <= 64 else {
            expected(pattern)
            return nil
        }
        return text
    }

    /// `true` or `false`.
    func bool() -> Bool? {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            expected("true or false")
            return nil
        }
    }

    /// A whole number in a range.
    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let text = node.scalar?.string, let number = Int(text), range.contains(number) else {
            expected("a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A number in a range.
    func number(in range: ClosedRange<Double>) -> Double? {
        guard let text = node.scalar?.string, let number = Double(text), range.contains(number) else {
            expected("a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))")
            return nil
        }
        return number
    }

    /// One of some words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ what: String, as: Choice.Type) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        guard let text = text("\(what) (\(words.joined(separator: ", ")))") else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        report("expected \(what) (\(words.joined(separator: ", "))), found \(found)\(didYouMean(text, among: words))")
        return nil
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}

/// `; did you mean “…”?` where a candidate is near, else nothing.
func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String {
    Spelling.nearest(to: word, among: candidates).map { "; did you mean “\($0)”?" } ?? ""
}
