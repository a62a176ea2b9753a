import Store

/// Why a wish to publish came to nothing, as an error of the command.
enum PublishProblem {
    /// Nil where it came to something, or there was nothing to do.
    static func error(of outcome: PublishOutcome, _ jurisdiction: String) -> CommandError? {
        switch outcome {
        case .published, .planned, .scheduled, .unchanged:
            nil
        case .refused:
            .findings
        case .overtaken(let latest):
            CommandError(
                .tryAgain,
                "nothing was published: \(latest.actor) published the same for \(jurisdiction) at the same moment "
                    + "(publication \(latest.number))",
                remedy: "Look at what is in force now with list, and run this again if it is still wanted."
            )
        case .nothingPublished:
            CommandError(
                .findings,
                "expected \(jurisdiction) to have published something, found nothing",
                remedy: "dispatch311 catalog publish publishes its folders."
            )
        case .outOfTime(let date, let now, let last):
            CommandError(
                .usage,
                "--effective: expected a time after now, \(now.listed), and before \(last.listed), found \(date)",
                remedy: "Without --effective it comes into force at once."
            )
        case .noSuchVersion(let digits, let known):
            CommandError(
                .usage,
                "--to: expected a version that was published, or the first digits of just one, found \"\(digits)\"",
                remedy: "There are: \(known.joined(separator: ", "))"
            )
        case .noSuchPublication(let number, let last):
            CommandError(
                .usage,
                "--publication: expected a publication from 1 to \(last) that had what is wanted, found \(number)"
            )
        case .nothingEarlier(let active):
            CommandError(
                .findings,
                "expected something earlier to go back to, found only what is in force (publication \(active.number))"
            )
        case .noSuchLayer(let id, let known):
            CommandError(.usage, "--layer: expected one of \(known.joined(separator: ", ")), found \"\(id)\"")
        }
    }
}
