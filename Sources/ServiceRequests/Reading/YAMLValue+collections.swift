internal import Yams

extension YAMLValue {
    /// The elements of a list with at least one.
    func list(of what: String, isEmptyAllowed: Bool = false) -> [YAMLValue]? {
        guard case .sequence(let sequence) = node, isEmptyAllowed || !sequence.isEmpty else {
            report("expected a list of \(what), found \(node.sequence == nil ? found : "an empty one")")
            return nil
        }
        return sequence.enumerated().compactMap { child($1, "[\($0)]") }
    }

    /// A list of texts.
    func texts(of what: String, isEmptyAllowed: Bool = false) -> [String]? {
        list(of: what, isEmptyAllowed: isEmptyAllowed)?.compactMap { $0.text() }
    }

    /// The entries of a map of any keys, in their order.
    func entries(_ what: String) -> [(key: String, value: YAMLValue)]? {
        guard case .mapping(let mapping) = node else {
            expected(what)
            return nil
        }
        var entries: [(key: String, value: YAMLValue)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                report("expected a text as key, found \(key.sequence == nil ? "a map" : "a list")")
                continue
            }
            if let value = child(value, name) { entries.append((name, value)) }
        }
        return entries
    }

    /// The entries of a map of which every key is known; others are reported.
    func fields(_ what: String, _ known: [String]) -> YAMLFields? {
        guard let entries = entries(what) else { return nil }
        var values: [String: YAMLValue] = [:]
        for (key, value) in entries {
            if known.contains(key) {
                values[key] = value
            } else {
                let hint = didYouMean(key, among: known)
                value.report(
                    "expected one of \(known.joined(separator: ", ")), found the key “\(key.prefix(60))”\(hint)"
                )
            }
        }
        return YAMLFields(owner: self, values: values)
    }

    /// Whether it is a map with a key.
    func has(_ key: String) -> Bool {
        node.mapping?.contains { $0.key.scalar?.string == key } ?? false
    }

    /// A text in some languages: `{en: Noise, es: Ruido}`.
    func localized() -> LocalizedText? {
        guard let entries = entries("a map from language to text, {en: …}") else { return nil }
        guard !entries.isEmpty else {
            report("expected a map from language to text, {en: …}, found an empty one")
            return nil
        }
        var translations: [String: String] = [:]
        for (language, value) in entries {
            guard Self.isLanguage(language) else {
                value.report("expected a language code like en or zh-Hant, found “\(language.prefix(60))”")
                continue
            }
            translations[language] = value.text()
        }
        return translations.count == entries.count ? LocalizedText(translations) : nil
    }

    /// Lists of texts in some languages: `{en: [loud music, party]}`.
    func localizedLists(of what: String) -> [String: [String]]? {
        guard let entries = entries("a map from language to a list of \(what), {en: […]}") else { return nil }
        var lists: [String: [String]] = [:]
        for (language, value) in entries {
            if Self.isLanguage(language) {
                lists[language] = value.texts(of: what)
            } else {
                value.report("expected a language code like en or zh-Hant, found “\(language.prefix(60))”")
            }
        }
        return lists
    }

    /// Whether a text has the form of a BCP 47 language tag, as far as a catalog needs one.
    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count),
            first.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            (2...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
    }
}
