import ArgumentParser
import Glibc
import Logging

/// Measures what Dispatch311 promises, on this machine, with a database and servers of its own.
///
/// Numbers of two machines do not compare: every run prints its settings with them.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispatch311-bench",
        abstract: "Measures what Dispatch311 promises.",
        discussion: """
            Each command starts a PostgreSQL server in a temporary folder and servers on it, measures, and leaves \
            no process and no folder behind, on Ctrl-C and SIGTERM too; only SIGKILL leaves what there is. \
            Scripts/bench builds everything for it.
            """,
        subcommands: [
            WakeCommand.self, ClaimCommand.self, IntakeCommand.self, LoadCommand.self, HeldCommand.self,
            HeldWorkerCommand.self, ScaleCommand.self, DeskCommand.self, GeoReportCommand.self, LateCommand.self,
            ChaosCommand.self, ChaosSubmitCommand.self,
            ChaosWorkCommand.self, OverloadCommand.self, LookupCommand.self, FuzzCommand.self, FuzzFilesCommand.self,
            FuzzCallsCommand.self,
        ]
    )

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        await main(nil)
    }
}
