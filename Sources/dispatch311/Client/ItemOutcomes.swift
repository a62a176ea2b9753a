/// Prints what became of items, and fails where one is not as it was wished.
enum ItemOutcomes {
    /// One line an item, or the server's JSON; anything but `ok` ends with the code for findings.
    static func report(_ answers: [ServerAnswer], on console: Console) throws(CommandError) {
        var isFine = true
        for answer in answers {
            if console.isJSON { console.print(answer.text) }
            for result in try answer.decode(ItemResults.self).results {
                if result.outcome != "ok" { isFine = false }
                if !console.isJSON { console.print("\(result.item) \(result.outcome)\(words(result.outcome))") }
            }
        }
        if !isFine { throw .findings }
    }

    private static func words(_ outcome: String) -> String {
        switch outcome {
        case "stale": ": not held any more, someone else may have it"
        case "cancelled": ": the request was withdrawn"
        case "refused": ": not possible, nothing was changed"
        case "unknown": ": the department has no such item"
        default: ""
        }
    }
}
