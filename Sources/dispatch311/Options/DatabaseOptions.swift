import ArgumentParser
import Logging
import Postgres

/// Which database a command works with.
struct DatabaseOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The database, postgres://user@host:port/name or libpq's keywords.",
            discussion: "Without a URL the program runs a PostgreSQL server of its own. A URL with a password belongs "
                + "into a file: see --database-file.",
            valueName: "url"
        )
    )
    var database: String?

    @Option(name: .long, help: ArgumentHelp("A file that holds the database's URL.", valueName: "file"))
    var databaseFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of the program's own PostgreSQL server, running or not.",
            discussion: "Default: \(EmbeddedPostgres.defaultDataDirectory())",
            valueName: "dir"
        )
    )
    var dataDir: String?

    /// Where the database is: what the options say, then the environment.
    func place() throws(CommandError) -> DatabasePlace {
        let given = [
            database.map { _ in "--database" }, databaseFile.map { _ in "--database-file" },
            dataDir.map { _ in "--data-dir" },
        ]
        .compactMap(\.self)
        guard given.count <= 1 else {
            throw CommandError(.usage, "expected one database, found \(given.joined(separator: " and "))")
        }
        // An option on the command line makes the environment's other ways to say it irrelevant.
        if let dataDir { return .embedded(dataDir) }
        if let database { return try .at(database) }
        if let databaseFile { return try .at(SecretFile.text(databaseFile, option: "database-file")) }
        if let url = Environment.text("database") { return try .at(url) }
        if let file = Environment.text("database-file") {
            return try .at(SecretFile.text(file, option: "database-file"))
        }
        return .embedded(Environment.text("data-dir"))
    }
}
