import GeoReport
import HTTPTypes
import ServiceRequests

/// The header of a part (RFC 7578, 4): what the form calls it, and whether it is a file.
///
/// Read scalar by scalar, as browsers write it: a mark with a combining accent after it is still the mark.
struct MultipartHeader: Sendable, Hashable {
    /// The form's name for it.
    let name: String
    /// What its sender calls the file; nil for a field.
    let fileName: String?

    /// Reads the lines between a boundary and the empty line.
    init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
            throw .malformedMultipart("a part's header in UTF-8")
        }
        var disposition: [String: String]?
        // A line feed after a carriage return is one character with it.
        for line in text.split(separator: Character("\r\n")) {
            let line = line.unicodeScalars
            guard let colon = line.firstIndex(of: ":"), line.first?.properties.isWhitespace == false,
                !line.contains(where: { $0 == "\r" || $0 == "\n" })
            else {
                throw .malformedMultipart("lines of a name and a value in a part's header")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            switch String(line[..<colon]).lowercased() {
            case "content-disposition":
                guard disposition == nil else { throw .malformedMultipart("one Content-Disposition a part") }
                disposition = try Self.parameters(value)
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(String(value).lowercased()) else {
                    throw .malformedMultipart("parts as they are, without a Content-Transfer-Encoding")
                }
            default:
                continue
            }
        }
        guard let disposition, let name = disposition["name"] else {
            throw .malformedMultipart("a Content-Disposition with a name in every part")
        }
        self.name = name
        fileName = disposition["filename"] ?? disposition["filename*"]
    }

    /// The most bytes of a title: as many as a file's name has.
    private static let longestTitle = 255

    /// The last part of the file's name, as a title; empty where nothing of it can be seen.
    var title: String {
        let last = (fileName ?? "").split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? ""
        let plain = String(last).withoutControls(isOneLine: true).prefix(120)
        var title = String.UnicodeScalarView()
        var bytes = 0
        // What people see as one letter may be thousands of scalars.
        for scalar in plain.unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= Self.longestTitle else { break }
            title.append(scalar)
        }
        let isSeen = title.contains { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
        return isSeen ? String(title) : ""
    }

    /// The parameters of `form-data`, their names in small letters.
    private static func parameters(_ value: Substring.UnicodeScalarView) throws(Refusal) -> [String: String] {
        var rest = value
        let kind = rest.prefix { $0 != ";" }
        guard String(kind).lowercased().split(whereSeparator: \.isWhitespace) == ["form-data"] else {
            throw .malformedMultipart("form-data as every part's Content-Disposition")
        }
        rest = rest[kind.endIndex...]
        var parameters: [String: String] = [:]
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let written = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest[written.endIndex...]
            let name = String(written).lowercased()
            if name.isEmpty, rest.isEmpty { break }
            guard rest.popFirst() == "=", parameters[name] == nil else {
                throw .malformedMultipart("each parameter of a Content-Disposition once, with a value")
            }
            parameters[name] = try Self.value(&rest)
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        guard rest.isEmpty else { throw .malformedMultipart("a Content-Disposition of parameters") }
        return parameters
    }

    private static func value(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> String {
        guard rest.first == "\"" else {
            let token = rest.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
            rest = rest[token.endIndex...]
            return String(token)
        }
        rest = rest.dropFirst()
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "\"" {
                // As the WHATWG's HTML has browsers write them; nothing else is encoded.
                for (code, plain) in [("%22", "\""), ("%0D", "\r"), ("%0A", "\n")] {
                    text.replace(code.unicodeScalars, with: plain.unicodeScalars)
                }
                return String(text)
            }
            // Older programs: a backslash before the mark. Before anything else, and at the end of the name as browsers
            // write it, it is a backslash.
            if scalar == "\\", rest.first == "\"", rest.dropFirst().contains("\"") {
                text.append("\"")
                rest = rest.dropFirst()
            } else {
                text.append(scalar)
            }
        }
        throw .malformedMultipart("a second quotation mark")
    }
}

extension Refusal {
    /// A body that is not what its Content-Type says; nobody reads the rest of it.
    static func malformedMultipart(_ expected: String) -> Refusal {
        Refusal(.badRequest, "bad_request", "multipart/form-data: expected \(expected)", closesConnection: true)
    }
}
