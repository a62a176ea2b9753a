import ServiceRequests

/// The members of a JSON object, read strictly: unknown names, wrong types and values out of range are faults.
struct BodyFields {
    /// A member's name.
    struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The members; nil where there is no object at all, which is a fault already.
    let values: KeyedDecodingContainer<Name>?
    /// Where the object stands in the body.
    let path: [any CodingKey]
    let faults: FaultLog

    /// Opens an object; `names` are all it may have.
    init(_ decoder: any Decoder, names: [String], faults: FaultLog) {
        path = decoder.codingPath
        self.faults = faults
        values = try? decoder.container(keyedBy: Name.self)
        guard let values else {
            faults.note(path, "expected a JSON object, found another value")
            return
        }
        for name in values.allKeys.map(\.stringValue).sorted() where !names.contains(name) {
            faults.note(path, "expected only \(names.joined(separator: ", ")), found “\(name.shortened)”")
        }
    }

    /// A whole number within a range; nil where there is none or it is a fault.
    func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let values, let key = present(name) else { return nil }
        guard let number = try? values.decode(Int.self, forKey: key) else {
            faults.note(
                path + [key],
                "expected a whole number from \(range.lowerBound) to \(range.upperBound), found another value"
            )
            return nil
        }
        guard range.contains(number) else {
            faults.note(path + [key], "expected \(range.lowerBound) to \(range.upperBound), found \(number)")
            return nil
        }
        return number
    }

    /// Text without white space around it; nil where there is none, nothing is left of it, or it is a fault.
    func text(_ name: String, maximum: Int, isOneLine: Bool = false) -> String? {
        guard let values, let key = present(name) else { return nil }
        guard let text = try? values.decode(String.self, forKey: key) else {
            faults.note(path + [key], "expected text, found another value")
            return nil
        }
        let length = text.unicodeScalars.count
        guard length <= maximum else {
            faults.note(path + [key], "expected at most \(maximum) characters, found \(length)")
            return nil
        }
        guard text.isPlain(isOneLine: isOneLine) else {
            faults.note(path + [key], "expected text, found a control character")
            return nil
        }
        let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A list that must be there, with 1 to `maximum` elements.
    func list<Element: DecodableWithFaults>(_ name: String, maximum: Int) -> [Element] {
        guard let values else { return [] }
        guard let key = present(name) else {
            missing(name, "a list of 1 to \(maximum)")
            return []
        }
        guard var list = try? values.nestedUnkeyedContainer(forKey: key) else {
            faults.note(path + [key], "expected a list, found another value")
            return []
        }
        guard let count = list.count, (1...maximum).contains(count) else {
            faults.note(path + [key], "expected 1 to \(maximum) elements, found \(list.count ?? 0)")
            return []
        }
        var elements: [Element] = []
        while !list.isAtEnd {
            guard let decoder = try? list.superDecoder() else { break }
            elements.append(Element(from: decoder, faults: faults))
        }
        return elements
    }

    /// Notes that a member is missing.
    func missing(_ name: String, _ expected: String) {
        faults.note(path, "expected \(name), \(expected), found none")
    }

    /// Notes what is wrong with a member that could be read.
    func wrong(_ name: String, _ message: String) {
        faults.note(path + [Name(stringValue: name)], message)
    }

    /// Whether a member is there and not null; true where there is no object at all, which is a fault already.
    func has(_ name: String) -> Bool { values == nil || present(name) != nil }

    /// The key of a member that is there and not null.
    func present(_ name: String) -> Name? {
        let key = Name(stringValue: name)
        guard let values, values.contains(key), (try? values.decodeNil(forKey: key)) == false else { return nil }
        return key
    }
}
