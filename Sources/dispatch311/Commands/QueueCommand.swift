import ArgumentParser

/// `dispatch311 queue`: a department's worker at the command line.
struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Work a department's queues through a server's API.",
        discussion: """
            Example of a shift:
              export DISPATCH311_KEY_FILE=nypd.key
              dispatch311 queue list
              dispatch311 queue claim nypd/75 --limit 5
              dispatch311 queue accept --lease LEASE ITEM
              dispatch311 queue complete --outcome done --note "Moved the car." ITEM
              dispatch311 queue changes --follow --out changes.jsonl
            """,
        subcommands: [
            QueueListCommand.self, QueueClaimCommand.self, QueueRenewCommand.self, QueueAcceptCommand.self,
            QueueCompleteCommand.self, QueueReleaseCommand.self, QueueHandOverCommand.self, QueueDeclineCommand.self,
            QueueChangesCommand.self,
        ]
    )
}
