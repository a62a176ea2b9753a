import ArgumentParser

/// `dispatch311 queue changes`.
struct QueueChangesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes",
        abstract: "Follow what happens to the department's work.",
        discussion: """
            Prints the server's answers as they are, one a line. With --out they are appended to a file, and the \
            next run goes on behind its last whole line: each change is in it once, whatever ends the program.

            Examples:
              dispatch311 queue changes --cursor now --follow
              dispatch311 queue changes --follow --out changes.jsonl --key-file nypd.key
            """
    )

    @Option(name: .long, help: "Where to begin: an answer's cursor, or now; the beginning where none is given.")
    var cursor = Environment.text("cursor", default: "")

    @Option(name: .long, help: ArgumentHelp("How many changes an answer has at most, 1 to 1,000.", valueName: "n"))
    var limit = Environment.integer("limit", default: 1000)

    @Option(name: .long, help: ArgumentHelp("A file the answers are appended to.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Go on when everything has been read, asking every second.")
    var follow = false

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    private var follows: Bool { follow || Environment.flag("follow") }

    func validate() throws { _ = follows }

    func run() async throws {
        let console = output.console
        let file = try (out ?? Environment.text("out")).map { path throws(CommandError) in try ChangeFile(path: path) }
        let (start, limit, isFollowing) = (file?.cursor ?? cursor, limit, follows)
        try await api.department { client throws(CommandError) in
            var cursor = start
            while true {
                let answer = try await client.changes(after: cursor, limit: limit)
                let page = try answer.decode(ChangeListing.self)
                // A page that only says that others were busy is not worth a line.
                if !page.changes.isEmpty {
                    // Line breaks in JSON stand only between its parts.
                    let line = answer.text.replacing("\n", with: " ")
                    if let file { try file.append(line) } else { console.print(line) }
                }
                cursor = page.cursor
                guard page.more || isFollowing else { return }
                guard !page.more else { continue }
                do {
                    try await Task.sleep(for: .seconds(1))
                } catch {
                    throw CommandError(.tryAgain, "interrupted")
                }
            }
        }
    }
}
