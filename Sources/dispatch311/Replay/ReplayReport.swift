/// What a replay did, as `--json` prints it.
struct ReplayReport: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case sent, accepted, repeated, refused, unanswered, agreement, run, seconds
        case perSecond = "per_second"
        case p50 = "p50_ms"
        case p99 = "p99_ms"
    }

    /// Rows sent.
    let sent: Int
    /// Rows answered with 2xx.
    let accepted: Int
    /// Of those, rows whose answer had been given before.
    let repeated: Int
    /// Rows answered with 4xx.
    let refused: Int
    /// Rows without an answer, or with 5xx to the end: whether they are stored is not known.
    let unanswered: Int
    /// Share of accepted rows whose department is the file's agency; nil where the file has none.
    let agreement: Double?
    /// Rows a second.
    let perSecond: Double
    /// Half of the answers came within this many milliseconds.
    let p50: Double
    /// 99 of 100 answers came within this many milliseconds.
    let p99: Double
    /// The label of the run.
    let run: String
    /// How long it took.
    let seconds: Double
    /// Whether it was told to stop before the end of the file.
    let isInterrupted: Bool
    /// Whether it stopped before the end of the file because the server had gone.
    let isServerGone: Bool

    /// Sums up a tally.
    init(_ tally: ReplayTally, run: String, elapsed: Duration, isInterrupted: Bool = false) {
        self.isInterrupted = isInterrupted
        sent = tally.sent
        accepted = tally.accepted
        repeated = tally.repeated
        refused = tally.refused
        unanswered = tally.unanswered
        isServerGone = tally.isServerGone
        agreement = tally.agreement.map { Self.rounded($0, 6) }
        seconds = Self.rounded(elapsed.inSeconds, 3)
        perSecond = elapsed > .zero ? Self.rounded(Double(tally.sent) / elapsed.inSeconds, 1) : 0
        p50 = Self.rounded(tally.milliseconds(percentile: 50), 3)
        p99 = Self.rounded(tally.milliseconds(percentile: 99), 3)
        self.run = run
    }

    private static func rounded(_ number: Double, _ digits: Int) -> Double {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return (number * scale).rounded() / scale
    }

    /// The report for a person.
    var lines: [String] {
        var lines = [
            "\(NumberText.grouped(sent)) sent: \(NumberText.grouped(accepted)) accepted"
                + (repeated > 0 ? " (\(NumberText.grouped(repeated)) of them answered before)" : "")
                + ", \(NumberText.grouped(refused)) refused"
                + (unanswered > 0 ? ", \(NumberText.grouped(unanswered)) without an answer" : "")
        ]
        if let agreement {
            lines.append("\(NumberText.percent(agreement, digits: 2)) went to the department that really got them")
        }
        lines.append(
            "\(NumberText.fixed(perSecond, digits: 0)) a second · half answered within "
                + "\(NumberText.fixed(p50, digits: 1)) ms, 99 % within \(NumberText.fixed(p99, digits: 1)) ms"
        )
        lines.append("run \(run)")
        return lines
    }

    /// Writes every field, `agreement` as null where the file has no agency.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sent, forKey: .sent)
        try container.encode(accepted, forKey: .accepted)
        try container.encode(repeated, forKey: .repeated)
        try container.encode(refused, forKey: .refused)
        try container.encode(unanswered, forKey: .unanswered)
        try container.encode(agreement, forKey: .agreement)
        try container.encode(perSecond, forKey: .perSecond)
        try container.encode(p50, forKey: .p50)
        try container.encode(p99, forKey: .p99)
        try container.encode(run, forKey: .run)
        try container.encode(seconds, forKey: .seconds)
    }
}
