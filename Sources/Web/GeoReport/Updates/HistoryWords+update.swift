import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension HistoryWords {
    /// What an event says to residents, as one text; nil for one that says nothing to them.
    ///
    /// The end of a request is told in the words of the ends that made it, which stand in the history just before.
    func update(_ event: HistoryLine, in history: [HistoryLine]) -> String? {
        if event.kind == "closed" {
            let ends = history.filter { $0.kind == "completed" && $0.at == event.at && $0.event < event.event }
            let words = ends.compactMap { line($0) }.map(\.whole)
            if !words.isEmpty { return words.joined(separator: "\n\n") }
        }
        return line(event)?.whole
    }
}

extension HistoryWords.Line {
    /// The sentence and, where the department said something of its own, that behind it.
    fileprivate var whole: String {
        guard let note else { return title }
        return sentence.hasSuffix(":") ? "\(sentence) \(note)" : "\(sentence)\n\n\(note)"
    }
}
