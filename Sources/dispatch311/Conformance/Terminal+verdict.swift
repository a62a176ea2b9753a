import GeoReport

extension Terminal {
    /// How a line begins that has a verdict: a sign, or a word where only ASCII is shown.
    func mark(_ verdict: Verdict) -> String {
        guard !isPlain else {
            return switch verdict {
            case .passed: "ok  "
            case .failed: "FAIL"
            case .warning: "warn"
            case .skipped: "skip"
            case .offered: "has "
            case .notOffered: "no  "
            }
        }
        return switch verdict {
        case .passed: green("✓")
        case .failed: red("✗")
        case .warning: strong("!")
        case .skipped: "–"
        case .offered: green("+")
        case .notOffered: "·"
        }
    }
}
