import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a measurement prints: its settings on standard error, its figures on standard output.
struct BenchReport: Sendable {
    /// One number.
    struct Figure: Codable, Sendable {
        /// The command that measured it.
        let bench: String
        /// What was measured.
        let `case`: String
        let value: Double
        let unit: String
    }

    let bench: String
    /// Whether figures are printed as JSON, one object a line.
    let isJSON: Bool

    /// Prints the settings, this machine's first.
    func header(_ settings: [(name: String, value: String)]) {
        #if DEBUG
        let build = "debug"
        #else
        let build = "release"
        #endif
        let own = [
            (name: "processors", value: "\(sysconf(Int32(_SC_NPROCESSORS_ONLN)))"), (name: "build", value: build),
        ]
        for setting in own + settings {
            let name = setting.name + String(repeating: " ", count: max(0, 24 - setting.name.count))
            Self.write("\(name) \(setting.value)\n", to: STDERR_FILENO)
        }
    }

    /// Prints a figure.
    func print(_ name: String, _ value: Double, _ unit: String) throws {
        let figure = Figure(bench: bench, case: name, value: (value * 1000).rounded() / 1000, unit: unit)
        var line = "\(bench) \(name): \(figure.value) \(unit)"
        if isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            line = String(decoding: try encoder.encode(figure), as: UTF8.self)
        }
        Self.write("\(line)\n", to: STDOUT_FILENO)
    }

    // At once, so that a long measurement shows what it has.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
