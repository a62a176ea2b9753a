import ArgumentParser
import Postgres

/// The measurement's database as options, for a process of its own.
struct HeldPlace: ParsableArguments {
    @Option(help: "The folder of the server's socket.")
    var socket: String

    @Option(help: "The database.")
    var name: String

    @Option(help: "The owner.")
    var user: String

    /// It.
    var database: BenchDatabase {
        BenchDatabase(
            configuration: PostgresConfiguration(socketFolder: socket, database: name, user: user),
            socketFolder: socket,
            logFolder: ""
        )
    }

    /// How a process is told of a database.
    static func arguments(_ database: BenchDatabase) -> [String] {
        ["--socket", database.socketFolder, "--name", database.name, "--user", database.configuration.user ?? ""]
    }
}
