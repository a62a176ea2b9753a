import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One line of a log as a JSON object, while it is put together.
struct JSONLogLine {
    private var object: String
    private var names: Set<String> = ["time", "level", "label", "message"]

    /// Begins a line.
    init(time: String) { object = "{\"time\":\"\(time)\"" }

    /// The line with its end.
    var text: String { object + "}\n" }

    /// Adds a field of the line's own.
    mutating func add(_ name: String, _ value: String) { object += ",\"\(name)\":\(Self.quoted(value))" }

    /// Adds a field of metadata; what stands in another takes both names with a dot between.
    mutating func add(_ name: String, _ value: Logger.MetadataValue) {
        if case .dictionary(let fields) = value {
            for (key, field) in fields.sorted(by: { $0.key < $1.key }) { add("\(name).\(key)", field) }
            return
        }
        // Hummingbird's own name for what answers call X-Request-Id.
        var name = name == "hb.request.id" ? "request.id" : name
        while !names.insert(name).inserted { name = "metadata.\(name)" }
        object += ",\(Self.quoted(name)):\(Self.json(of: value))"
    }

    private static func json(of value: Logger.MetadataValue) -> String {
        switch value {
        case .array(let values): "[\(values.map(json).joined(separator: ","))]"
        case .dictionary(let fields):
            "{\(fields.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(json(of: $0.value))" }.joined(separator: ","))}"
        default: quoted(value.description)
        }
    }

    /// A text as JSON has it: no line end in it can begin another line.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            // Controls, and what some readers take for the end of a line.
            case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || 0x2028...0x2029 ~= scalar.value:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Now, as `2026-03-01T12:00:00.123Z`.
    static var now: String {
        Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
