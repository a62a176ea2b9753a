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
        /// How often ours is better, where there is something to compare with: above 1 ours is.
        var ratio: Double?
        /// The lowest and the highest of the repeats, where there were several; the value is their median.
        var range: [Double]?
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
            (name: "processors", value: "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) of \(Self.processor)"),
            (name: "build", value: build),
        ]
        for setting in own + settings {
            let name = setting.name + String(repeating: " ", count: max(0, 24 - setting.name.count))
            Self.write("\(name) \(setting.value)\n", to: STDERR_FILENO)
        }
    }

    /// The model of the processors as the system tells it.
    private static var processor: String {
        let text = (try? Data(contentsOf: URL(filePath: "/proc/cpuinfo"))).map { String(decoding: $0, as: UTF8.self) }
        let line = text?.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingPrefix(" ") }.map(String.init) ?? "unknown model"
    }

    /// Says what is being done, on standard error.
    func progress(_ text: String) { Self.write("\(bench): \(text)\n", to: STDERR_FILENO) }

    /// Prints text that is no figure, on standard output.
    func text(_ text: String) { Self.write("\(text)\n", to: STDOUT_FILENO) }

    /// Prints a figure.
    func print(_ name: String, _ value: Double, _ unit: String, ratio: Double? = nil) throws {
        try print(Figure(bench: bench, case: name, value: Self.rounded(value), unit: unit, ratio: ratio))
    }

    /// Prints the median of several repeats with their range.
    func print(_ name: String, _ series: Series, _ unit: String, ratio: Double? = nil) throws {
        guard !series.values.isEmpty else { return }
        var figure = Figure(bench: bench, case: name, value: Self.rounded(series.median), unit: unit, ratio: ratio)
        if series.values.count > 1 { figure.range = [Self.rounded(series.lowest), Self.rounded(series.highest)] }
        try print(figure)
    }

    private func print(_ figure: Figure) throws {
        var figure = figure
        figure.ratio = figure.ratio.map(Self.rounded)
        if isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Self.write("\(String(decoding: try encoder.encode(figure), as: UTF8.self))\n", to: STDOUT_FILENO)
        }
        var line = "\(bench) \(figure.case): \(figure.value) \(figure.unit)"
        if let range = figure.range { line += " (\(range[0]) to \(range[1]))" }
        if let ratio = figure.ratio { line += ", ours \(ratio)x" }
        Self.write("\(line)\n", to: STDOUT_FILENO)
    }

    private static func rounded(_ value: Double) -> Double {
        guard value.isFinite else { return 0 }
        return value >= 1000 ? value.rounded() : (value * 1000).rounded() / 1000
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
