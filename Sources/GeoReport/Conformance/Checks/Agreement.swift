#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whether two answers say the same, in whatever format each is.
///
/// Values are compared by what they mean: `true` in quotation marks is still true, and 7 is 7 with and without a point.
/// That they are of the right type, that lists are lists and that no field is missing is for other checks to say.
enum Agreement {
    /// A place where two answers differ.
    struct Difference {
        let path: String
        let xml: String
        let json: String
    }

    private static let most = 50
    private static let keys = ["service_request_id", "service_code", "code", "key", "url"]

    /// Every difference.
    static func differences(xml: ReadValue, json: ReadValue, at path: String = "") -> [Difference] {
        switch (xml, json) {
        case (.array(let left), .array(let right)):
            return Array(lists(left, right, at: path).prefix(most))
        case (.array(let left), .object) where left.count == 1:
            return differences(xml: left[0], json: json, at: path)
        case (.object, .array(let right)) where right.count == 1:
            return differences(xml: xml, json: right[0], at: path)
        case (.object(let members), .object):
            return members.flatMap { member -> [Difference] in
                guard let other = json[member.name] else { return [] }
                let place = path.isEmpty ? member.name : "\(path).\(member.name)"
                return differences(xml: member.value, json: other, at: place)
            }
        default:
            // A list against a text is for the check of that field.
            guard !xml.isContainer, !json.isContainer, !isSame(xml, json, name: path) else { return [] }
            return [Difference(path: path, xml: xml.shown, json: json.shown)]
        }
    }

    private static func lists(_ left: [ReadValue], _ right: [ReadValue], at path: String) -> [Difference] {
        for key in keys {
            let names = left.compactMap { $0[key]?.word }
            guard !names.isEmpty, names.count == left.count, Set(names).count == names.count else { continue }
            let others = Dictionary(right.map { ($0[key]?.word ?? "", $0) }, uniquingKeysWith: { first, _ in first })
            return zip(names, left).flatMap { name, value -> [Difference] in
                guard let other = others[name] else {
                    return [Difference(path: path, xml: "“\(Excerpt.line(name))”", json: "nothing of it")]
                }
                return differences(xml: value, json: other, at: "\(path)[\(Excerpt.line(name, longest: 40))]")
            }
        }
        guard left.count == right.count else {
            return [Difference(path: path, xml: "a list of \(left.count)", json: "a list of \(right.count)")]
        }
        return zip(left, right).enumerated().flatMap { index, pair in
            differences(xml: pair.0, json: pair.1, at: "\(path)[\(index)]")
        }
    }

    private static func isSame(_ left: ReadValue, _ right: ReadValue, name: String) -> Bool {
        guard let one = left.word, let other = right.word else { return left.word == nil && right.word == nil }
        let (first, second) = (readable(one), readable(other))
        if first.unicodeScalars.elementsEqual(second.unicodeScalars) { return true }
        if Fields.flags.contains(where: { name.hasSuffix($0) }), first.lowercased() == second.lowercased() {
            return true
        }
        if let number = FormParameters.decimal(first), let other = FormParameters.decimal(second), number == other {
            return true
        }
        guard Fields.dates.contains(where: { name.hasSuffix($0) }), let date = ReadDate(first).instant,
            let other = ReadDate(second).instant
        else { return false }
        // Dates of whole seconds and of fractions are the same second; that is for the check of dates.
        return abs(date.timeIntervalSince1970.rounded(.down) - other.timeIntervalSince1970.rounded(.down)) < 1
    }

    /// A text as XML can carry it: one kind of line break, and no characters that XML has not.
    private static func readable(_ text: String) -> String {
        let plain = text.withPlainLineBreaks.unicodeScalars.map {
            ElementReader.isCharacter($0) ? $0 : "\u{FFFD}" as Unicode.Scalar
        }
        return String(String.UnicodeScalarView(plain))
    }
}
