import Store

/// Where a rollback goes, from its options.
enum RollbackTarget {
    /// What `--to` and `--publication` say; without both, what was in force before.
    static func target(to version: String?, publication: Int?) throws(CommandError) -> PublicationChange.Target {
        switch (version, publication) {
        case (nil, nil): return .before
        case (let version?, nil): return .version(version.lowercased())
        case (nil, let number?): return .publication(number)
        case (_?, _?):
            throw CommandError(.usage, "expected one place to go back to, found --to and --publication")
        }
    }
}
