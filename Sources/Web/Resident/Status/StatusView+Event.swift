#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension StatusView {
    /// One thing that happened, or a long stretch of to and fro behind one line that opens it.
    struct Event: Sendable {
        let step: Step?
        let fold: Fold?
    }

    /// One thing that happened.
    struct Step: Sendable {
        let at: LocalTime.Stamp
        let sentence: Passage
        let note: String?
    }

    /// Things that happened one after another and that few want to read one by one.
    struct Fold: Sendable {
        let summary: String
        let steps: [Step]
    }

    /// The history with every long stretch of to and fro folded but for its last steps, which tell where it is now.
    static func events(_ lines: [HistoryWords.Line], _ words: HistoryWords) -> [Event] {
        let time = words.time
        var events: [Event] = []
        var rest = lines[...]
        while let first = rest.first {
            guard first.isPassing else {
                events.append(Event(step: Step(first, time), fold: nil))
                rest.removeFirst()
                continue
            }
            let stretch = rest.prefix(while: \.isPassing)
            rest = rest.dropFirst(stretch.count)
            let folded = stretch.prefix(stretch.count > longestStretch ? stretch.count - stepsShown : 0)
            if let start = folded.first, let end = folded.last {
                let fold = Fold(folded, from: time.day(start.at), to: time.day(end.at), words)
                events.append(Event(step: nil, fold: fold))
            }
            events += stretch.dropFirst(folded.count).map { Event(step: Step($0, time), fold: nil) }
        }
        return events
    }

    /// As many steps to and fro stand open.
    private static let longestStretch = 5
    /// As many of a longer stretch.
    private static let stepsShown = 2
}

extension StatusView.Step {
    fileprivate init(_ line: HistoryWords.Line, _ time: LocalTime) {
        self.init(at: time.stamp(line.at), sentence: Passage(line.sentence), note: line.note)
    }
}

extension StatusView.Fold {
    fileprivate init(_ lines: ArraySlice<HistoryWords.Line>, from start: String, to end: String, _ words: HistoryWords)
    {
        let number = String(lines.count)
        summary =
            start == end
            ? words.say("history_fold_day", ["number": number, "day": start])
            : words.say("history_fold_days", ["number": number, "from": start, "to": end])
        let time = words.time
        steps = lines.map { StatusView.Step($0, time) }
    }
}
