import Mustache
import ServiceRequests

/// Makes text harmless between tags and in quoted attributes, character by character as browsers read them.
///
/// The library's own escaping goes by what people see as one character: a quotation mark with a combining accent after
/// it is none to it, and would end an attribute. Characters that turn the direction of the text round are dropped for
/// the same reason: what follows them must not look like something else.
struct HTMLEscaping: MustacheContentType {
    /// What templates call it.
    static let name = "DISPATCH311"

    func escapeText(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _ where scalar.turnsDirection: continue
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
