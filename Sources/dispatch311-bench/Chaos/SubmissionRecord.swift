/// What the ledger knows of the submissions.
struct SubmissionRecord: Sendable {
    /// What it knows of one.
    struct Entry: Sendable {
        /// How often it was sent.
        var attempts = 0
        /// Every id it was told; one, if all is well.
        var ids: Set<String> = []
        /// Every answer's fingerprint; one, if all is well.
        var fingerprints: Set<UInt64> = []
        /// Whether one of the acknowledgements was not told to be a repetition.
        var wasFirstSeen = false
        var refusals: [String] = []

        /// Whether it was stored by a try nobody answered: the first acknowledgement was a repetition.
        var isRecovered: Bool { !ids.isEmpty && !wasFirstSeen }
    }

    private(set) var entries: [Int: Entry] = [:]
    /// How many answers came with each status; 0 counts what was cut.
    private(set) var statuses: [Int: Int] = [:]
    /// 503 that did not say when to come again.
    private(set) var bare = 0

    init(_ path: String) { self.init(lines: Ledger.lines(of: path)) }

    /// Reads lines that are split at their spaces.
    init(lines: [[Substring]]) {
        for words in lines where words.count > 1 {
            guard let index = Int(words[1]) else { continue }
            var entry = entries[index] ?? Entry()
            note(words, in: &entry)
            entries[index] = entry
        }
    }

    private mutating func note(_ words: [Substring], in entry: inout Entry) {
        switch words[0] {
        case "A":
            entry.attempts += 1
        case "K" where words.count == 5:
            entry.ids.insert(String(words[2]))
            entry.fingerprints.insert(UInt64(words[3]) ?? 0)
            if words[4] == "0" { entry.wasFirstSeen = true }
            statuses[200, default: 0] += 1
        case "U" where words.count > 2:
            statuses[Int(words[2]) ?? 0, default: 0] += 1
            if words.last == "bare" { bare += 1 }
        case "X":
            entry.refusals.append(words.dropFirst(2).joined(separator: " "))
        default: break
        }
    }

    /// What was acknowledged, with every id it was told.
    var acknowledged: [Int: Set<String>] { entries.filter { !$0.value.ids.isEmpty }.mapValues(\.ids) }
}
