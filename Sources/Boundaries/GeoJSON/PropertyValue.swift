import Foundation

/// A feature's property: what of JSON can become text.
enum PropertyValue: Decodable, Equatable {
    case text(String)
    case integer(Int)
    case number(Double)
    case truth(Bool)
    case null
    /// An array, an object, or a text with a broken escape.
    case other

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.singleValueContainer() else {
            self = .other
            return
        }
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .other
        }
    }

    /// Its text: a whole number without a decimal point; nil for null and for what has no text.
    var text: String? {
        switch self {
        case .text(let text): text
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .truth(let truth): String(truth)
        case .null, .other: nil
        }
    }

    /// Its text where that can be a boundary's id.
    var key: String? {
        switch self {
        case .integer(let number): String(number)
        case .text(let text):
            text.isEmpty || text.first?.isWhitespace ?? false || text.last?.isWhitespace ?? false
                || text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : text
        case .number, .truth, .null, .other: nil
        }
    }
}

extension PropertyValue: CustomStringConvertible {
    /// What was found, for messages.
    var description: String {
        switch self {
        case .text(let text): "the text \(text.debugDescription)"
        case .integer, .number: "the number \(text ?? "")"
        case .truth(let truth): "\(truth)"
        case .null: "null"
        case .other: "an array, an object or a broken text"
        }
    }
}
