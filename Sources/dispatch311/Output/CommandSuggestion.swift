import ArgumentParser

/// Says which command was meant, where a word is none.
enum CommandSuggestion {
    /// The error for arguments whose commands end in a word that is no command; nil where they are fine so far.
    static func error(for arguments: [String], in root: any ParsableCommand.Type) -> CommandError? {
        var command = root
        for word in arguments {
            let subcommands = command.configuration.subcommands
            // An option or the command's own arguments: the parser knows better what is wrong with them.
            guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            if let next = subcommands.first(where: { $0.configuration.commandName == word }) {
                command = next
                continue
            }
            let names = subcommands.compactMap { $0.configuration.commandName }
            let nearest = names.map { (name: $0, distance: distance(word, $0)) }.min { $0.distance < $1.distance }
            return CommandError(
                .usage,
                "expected a command, found \"\(word)\"",
                remedy: nearest.flatMap { $0.distance <= 2 ? "Did you mean \($0.name)?" : nil }
                    ?? "There are: \(names.joined(separator: ", "))"
            )
        }
        return nil
    }

    /// How many letters must be put in, taken out or changed to make one word the other (Levenshtein).
    static func distance(_ one: String, _ other: String) -> Int {
        let target = Array(other)
        var row = Array(0...target.count)
        for (index, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let change = diagonal + (letter == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, diagonal + 1, row[column] + 1)
            }
        }
        return row[target.count]
    }
}
