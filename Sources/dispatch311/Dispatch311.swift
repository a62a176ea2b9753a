import ArgumentParser
import Glibc
import Logging

/// The command line of Dispatch311: what an operator, a department's script and a newcomer type.
///
/// It turns options into values, calls the libraries, and prints what they answer; it decides nothing about service
/// requests. Data goes to standard output and messages to standard error, so that this works:
///
///     dispatch311 locate --csv requests.csv | cut -d, -f 1,11
///
/// Options come from the command line, else from the environment (`DISPATCH311_DATA_DIR` for `--data-dir`), else from
/// their defaults. `Ending` has the exit codes.
@main
struct Dispatch311: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispatch311",
        abstract: "Finds the department that owns a 311 service request, and keeps its queue.",
        usage: """
            dispatch311 <command> [options]

            First time? This runs everything on this machine, with made-up requests:
              dispatch311 demo
            """,
        discussion: """
            Every option can also be set in the environment: --data-dir as DISPATCH311_DATA_DIR, a flag as 1 or 0, \
            what may be repeated with commas between. The command line wins. Keys are read from files, never from \
            options; a database's URL with a password belongs into one too (--database-file).

            Exit codes:
            \(Ending.allCases.map { "  \($0.rawValue)\t\($0.meaning)" }.joined(separator: "\n"))
            """,
        subcommands: [
            DemoCommand.self, ServeCommand.self, MigrateCommand.self, RouteCommand.self, LocateCommand.self,
            ReplayCommand.self, QueueCommand.self, KeyCommand.self, ClientCommand.self, UserCommand.self,
            CatalogCommand.self, BoundariesCommand.self, VerifyCommand.self, DoctorCommand.self,
            ConformanceCommand.self,
        ]
    )

    /// Parses, runs, and ends the program with one of the codes of `Ending`.
    static func main() async {
        // A reader that goes away, `| head`, is no reason to die in the middle of database work.
        signal(SIGPIPE, SIG_IGN)
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if let suggestion = CommandSuggestion.error(for: arguments, in: Self.self) { end(with: suggestion) }
            exit(withError: error)
        }
        do {
            if let fault = Environment.faults.first { throw CommandError(.usage, fault) }
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                var synchronous = command
                try synchronous.run()
            }
            if let loss = OutputDescriptor.loss { throw loss }
        } catch let error as CommandError {
            end(with: error)
        } catch {
            exit(withError: error)
        }
    }

    private static func end(with error: CommandError) -> Never {
        // What was found matters little to whoever did not get it.
        let error = OutputDescriptor.loss ?? error
        if !error.message.isEmpty {
            let isPlain = CommandLine.arguments.contains("--plain") || Environment.flag("plain")
            let text = error.description.escaped
            OutputDescriptor.error.write(
                "dispatch311: \(Terminal.current(plain: isPlain).isPlain ? text.plain : text)\n"
            )
        }
        Glibc.exit(error.ending.rawValue)
    }
}
