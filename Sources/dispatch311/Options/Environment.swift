import Configuration
import Synchronization

/// The options as the environment gives them: `--data-dir` is `DISPATCH311_DATA_DIR`.
///
/// An option on the command line wins over the environment, and the environment over the default. Keys are never
/// options: they are in files whose names are.
enum Environment {
    private static let reader = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "dispatch311")
    private static let collected = Mutex<[String]>([])

    /// What was set but could not be read.
    ///
    /// Asked once, when the command is known.
    static var faults: [String] { collected.withLock { $0 } }

    /// The name of an option's variable: `data-dir` is `DISPATCH311_DATA_DIR`.
    static func variable(_ option: String) -> String {
        "DISPATCH311_" + String(option.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// A text; nil where it is not set or empty.
    static func text(_ option: String) -> String? {
        let key = ConfigKey(option.split(separator: "-").map(String.init).joined(separator: "_"))
        return reader.string(forKey: key).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A text, or the default.
    static func text(_ option: String, default value: String) -> String { text(option) ?? value }

    /// A whole number, or the default.
    static func integer(_ option: String, default value: Int) -> Int { integer(option) ?? value }

    /// A whole number; nil where it is not set.
    static func integer(_ option: String) -> Int? {
        text(option).flatMap { Int($0) ?? fault(option, "a whole number", found: $0) }
    }

    /// A number; nil where it is not set.
    static func number(_ option: String) -> Double? {
        text(option).flatMap { Double($0) ?? fault(option, "a number", found: $0) }
    }

    /// A flag: 1, true or yes, against 0, false or no.
    static func flag(_ option: String) -> Bool { choice(option) ?? false }

    /// A flag that may also be left open; nil where it is not set.
    static func choice(_ option: String) -> Bool? {
        switch text(option)?.lowercased() {
        case nil: nil
        case "0", "false", "no": false
        case "1", "true", "yes": true
        case let found?: fault(option, "1 or 0", found: found)
        }
    }

    /// Several texts, separated by commas.
    static func list(_ option: String) -> [String] {
        text(option)?.split(separator: ",").map(\.trimmed) ?? []
    }

    /// Several values, separated by commas, each read as the option reads it.
    static func list<Value>(_ option: String, of expected: String, read: (String) -> Value?) -> [Value] {
        list(option).compactMap { read($0) ?? fault(option, expected, found: $0) }
    }

    /// A value, read as the option reads it; nil where it is not set.
    static func value<Value>(_ option: String, of expected: String, read: (String) -> Value?) -> Value? {
        text(option).flatMap { read($0) ?? fault(option, expected, found: $0) }
    }

    private static func fault<Value>(_ option: String, _ expected: String, found: String) -> Value? {
        let message = "\(variable(option)): expected \(expected), found \"\(found)\""
        collected.withLock { faults in
            if !faults.contains(message) { faults.append(message) }
        }
        return nil
    }
}
