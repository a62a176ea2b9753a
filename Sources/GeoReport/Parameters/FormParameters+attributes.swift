extension FormParameters {
    /// The answers to a service's questions by attribute code, empty ones left out, in the order they came.
    ///
    /// Several answers may come as `attribute[C][]=a&attribute[C][]=b` (the specification), as a repeated
    /// `attribute[C]` (FixMyStreet) or numbered as `attribute[C][0]` (PHP's own form encoding).
    public var attributes: [String: [String]] {
        var answers: [String: [String]] = [:]
        for parameter in parameters {
            guard case .code(let code) = Self.attribute(in: parameter.name), let value = parameter.value.trimmed else {
                continue
            }
            answers[code, default: []].append(value)
        }
        return answers
    }

    /// Names that begin as an attribute's do and do not end so, each with a value.
    var malformedAttributes: [String] {
        parameters.compactMap { parameter in
            guard case .malformed = Self.attribute(in: parameter.name), parameter.value.trimmed != nil else {
                return nil
            }
            return parameter.name
        }
    }

    private enum AttributeName {
        case code(String)
        case malformed
    }

    private static func attribute(in name: String) -> AttributeName? {
        guard name.hasPrefix("attribute[") else { return nil }
        let parts = name.utf8.dropFirst("attribute[".utf8.count)
        guard let close = parts.firstIndex(of: UInt8(ascii: "]")), close > parts.startIndex else { return .malformed }
        var rest = parts[parts.index(after: close)...]
        if !rest.isEmpty {
            guard rest.popFirst() == UInt8(ascii: "["), rest.popLast() == UInt8(ascii: "]"),
                rest.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            else { return .malformed }
        }
        guard let code = String(parts[..<close])?.trimmed else { return .malformed }
        return .code(code)
    }
}
