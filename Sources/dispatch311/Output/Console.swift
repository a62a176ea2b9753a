#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a command says and where: data on standard output, messages on standard error.
struct Console: Sendable {
    /// Whether data is printed as JSON, one object a line.
    let isJSON: Bool
    /// Whether messages are left out.
    let isQuiet: Bool
    /// What standard error can show.
    let terminal: Terminal

    /// Prints a line of data.
    func print(_ line: String = "") {
        OutputDescriptor.output.write((terminal.isPlain && !isJSON ? line.plain : line) + "\n")
    }

    /// Prints lines of data.
    func print(_ lines: [String]) {
        for line in lines { print(line) }
    }

    /// Prints a value as one line of JSON, keys in alphabetical order.
    func print(json value: some Encodable) throws(CommandError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        do {
            OutputDescriptor.output.write(Array(try encoder.encode(value)) + Array("\n".utf8))
        } catch {
            throw CommandError(.findings, "expected a result that JSON can hold, found a number that is not finite")
        }
    }

    /// Says something to the person, unless the command is to be quiet.
    func say(_ line: String = "") {
        guard !isQuiet else { return }
        OutputDescriptor.error.write((terminal.isPlain ? line.plain : line) + "\n")
    }

    /// Says something the person must hear, quiet or not.
    func warn(_ line: String) {
        OutputDescriptor.error.write((terminal.isPlain ? line.plain : line) + "\n")
    }

    /// Whether long work shows how far it is.
    var isShowingProgress: Bool { !isJSON && !isQuiet }

    /// A progress display that keeps silent where JSON or quiet was asked for.
    func progress(_ label: String, total: Int?) -> Progress {
        let style: Progress.Style = !isShowingProgress ? .none : terminal.isInteractive ? .redrawn : .lines
        return Progress(label, total: total, style: style, terminal: terminal)
    }
}
