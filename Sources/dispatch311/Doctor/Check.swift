/// One thing the doctor looked at.
struct Check: Encodable, Sendable, Hashable {
    /// What was looked at.
    let name: String
    /// Whether it is as it should be.
    let ok: Bool
    /// What was found.
    let detail: String
    /// What to do about it.
    let remedy: String?

    /// Something as it should be.
    static func good(_ name: String, _ detail: String) -> Check {
        Check(name: name, ok: true, detail: detail, remedy: nil)
    }

    /// Something that is not.
    static func bad(_ name: String, _ detail: String, remedy: String?) -> Check {
        Check(name: name, ok: false, detail: detail, remedy: remedy)
    }

    /// Something that could not be had.
    static func bad(_ name: String, _ error: CommandError) -> Check {
        bad(name, error.message.split(separator: "\n").map(\.trimmed).joined(separator: "; "), remedy: error.remedy)
    }

    /// A line, and the remedy on a second one.
    func lines(terminal: Terminal) -> [String] {
        let mark = ok ? terminal.good : terminal.bad
        let space = String(repeating: " ", count: max(1, (terminal.isPlain ? 5 : 2) - mark.count))
        let label = name + String(repeating: " ", count: max(1, 12 - name.count))
        return ["\(mark)\(space)\(label)\(detail)"]
            + (remedy.map { [String(repeating: " ", count: mark.count + space.count + 12) + $0] } ?? [])
    }
}
