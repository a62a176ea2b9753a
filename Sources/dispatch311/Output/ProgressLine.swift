/// One moment of long work as a line of text: a pure function of what is done and how long it took.
struct ProgressLine: Sendable {
    /// What is being done: "Sending".
    let label: String
    /// What there is to do; nil where nobody knows.
    let total: Int?
    /// What is done.
    let done: Int
    /// How long it took so far.
    let elapsed: Duration

    /// Done per second; 0 before there is anything to measure.
    var rate: Double {
        let seconds = elapsed.inSeconds
        return seconds > 0.05 ? Double(done) / seconds : 0
    }

    /// How long the rest takes at this rate; nil where nobody can say.
    var remaining: Duration? {
        guard let total, rate > 0, done > 0 else { return nil }
        return .seconds(Double(max(0, total - done)) / rate)
    }

    /// The line, at most `width` characters: the bar gives way first.
    func text(width: Int, isPlain: Bool) -> String {
        let counts = NumberText.grouped(done) + (total.map { "/" + NumberText.grouped($0) } ?? "")
        var end = counts
        if rate > 0 { end += "  \(NumberText.fixed(rate, digits: rate < 10 ? 1 : 0))/s" }
        guard let total, total > 0 else { return String("\(label)  \(end)".prefix(width)) }
        let share = min(1, Double(done) / Double(total))
        // Rounded down, so that 100 % is said of nothing that is not done.
        end = "\(Int(share * 100)) %  " + end
        if done < total, let remaining { end += "  ETA \(NumberText.clock(remaining))" }
        let room = min(30, width - label.count - end.count - 6)
        guard room >= 5 else { return String("\(label)  \(end)".prefix(width)) }
        let filled = Int(Double(room) * share)
        let bar =
            String(repeating: isPlain ? "#" : "█", count: filled)
            + String(repeating: isPlain ? "." : "░", count: room - filled)
        return "\(label)  \(isPlain ? "[\(bar)]" : bar)  \(end)"
    }
}
