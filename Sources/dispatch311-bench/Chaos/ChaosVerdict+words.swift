/// What workers were told, held against the history: one move of the same worker for each word.
extension ChaosVerdict {
    /// How often something was told to a worker, or asked by it, of an item.
    private struct Words {
        var told: [WorkVerb: Int] = [:]
        var tried: [WorkVerb: Int] = [:]
    }

    /// An item and who spoke of it.
    private struct Speaker: Hashable {
        let item: Int64
        let actor: String
    }

    /// Judges what workers were told.
    mutating func judge(_ records: [WorkRecord], _ stored: ChaosStored) {
        var words: [Speaker: Words] = [:]
        for record in records {
            for entry in record.entries { note(entry, of: record.actor, &words) }
            for item in record.lostAcceptances {
                add("what is accepted stays accepted", "item \(item) was told to be stale later")
            }
        }
        var moves: [Speaker: [ChaosMove: Int]] = [:]
        for (line, count) in stored.moves {
            moves[Speaker(item: line.item, actor: line.actor), default: [:]][line.move, default: 0] += count
        }
        for (speaker, said) in words { compare(said, with: moves[speaker] ?? [:], of: speaker) }
        for (speaker, found) in moves where words[speaker] == nil { compare(Words(), with: found, of: speaker) }
        countTwice(words, moves)
        for row in stored.twice {
            acceptedTwice += 1
            add("accepted once", row)
        }
        judgeHolders(records)
    }

    private mutating func note(_ entry: WorkRecord.Entry, of actor: String, _ words: inout [Speaker: Words]) {
        calls += 1
        if let refusal = entry.refusal { add("nothing sound is refused", "\(entry.call.key): \(refusal)") }
        if !entry.isAnswered { add("everything is answered in the end", "\(entry.call.key): \(entry.attempts) tries") }
        guard case .word(let verb, _, _, _, let items) = entry.call.kind else { return }
        // Both ways to complete are one, and both to hand over.
        let kind = verb == .done ? .complete : verb == .give ? .handOver : verb
        for item in items { words[Speaker(item: item, actor: actor), default: Words()].tried[kind, default: 0] += 1 }
        for (item, outcome) in entry.outcomes ?? [:] {
            switch outcome {
            case "ok": words[Speaker(item: item, actor: actor), default: Words()].told[kind, default: 0] += 1
            case "stale",
                "refused" where kind == .handOver:
                break
            default: add("nobody cancels, and nothing is unknown", "\(entry.call.key): item \(item) is \(outcome)")
            }
        }
    }

    /// Each word that is acknowledged has a move of its own, and each move a word.
    private mutating func compare(_ words: Words, with moves: [ChaosMove: Int], of speaker: Speaker) {
        let name = "item \(speaker.item), \(speaker.actor)"
        for (verb, move) in [(WorkVerb.accept, ChaosMove.accepted), (.complete, .completed), (.release, .released)] {
            let (told, tried, found) = (words.told[verb] ?? 0, words.tried[verb] ?? 0, moves[move] ?? 0)
            if found < told { lose("\(name): \(verb.rawValue) \(told) times, \(found) there") }
            if found > tried {
                add("nothing happens that nobody said", "\(name): \(move.rawValue) \(found) of \(tried)")
            }
        }
        // An offer that is handed over to its owner is declined.
        let (over, back) = (moves[.handedOver] ?? 0, moves[.declined] ?? 0)
        let (gave, declined) = (words.told[.handOver] ?? 0, words.told[.decline] ?? 0)
        if back < declined || over + back < gave + declined {
            lose("\(name): hand-over \(gave) and decline \(declined) times, \(over) and \(back) there")
        }
        let most = words.tried[.handOver] ?? 0
        if over > most || over + back > most + (words.tried[.decline] ?? 0) {
            add(
                "nothing happens that nobody said",
                "\(name): \(over) handed over and \(back) declined, of \(most) tries"
            )
        }
    }

    private mutating func lose(_ row: String) {
        lostWords += 1
        add("a word that is acknowledged is heard", row)
    }

    /// Two workers who were told the same, where it happened once.
    private mutating func countTwice(_ words: [Speaker: Words], _ moves: [Speaker: [ChaosMove: Int]]) {
        var (told, accepted): ([Int64: Words], [Int64: Int]) = ([:], [:])
        for (speaker, said) in words {
            for verb in [WorkVerb.accept, .complete] {
                told[speaker.item, default: Words()].told[verb, default: 0] += said.told[verb] ?? 0
            }
        }
        for (speaker, found) in moves { accepted[speaker.item, default: 0] += found[.accepted] ?? 0 }
        for (item, said) in told {
            let (accepts, completes) = (said.told[.accept] ?? 0, said.told[.complete] ?? 0)
            if accepts > max(1, accepted[item] ?? 0) {
                acceptedTwice += 1
                add("accepted once", "item \(item): acknowledged \(accepts) times, \(accepted[item] ?? 0) there")
            }
            if completes > 1 {
                acceptedTwice += 1
                add("completed once", "item \(item): acknowledged \(completes) times")
            }
        }
    }
}
