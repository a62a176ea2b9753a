import ArgumentParser

/// Which server's department API a command speaks to, and as whom.
struct APIOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The server's address.", valueName: "url"))
    var url = Environment.text("url", default: "http://127.0.0.1:8311")

    @Option(
        name: .long,
        help: ArgumentHelp("A file that holds the department's key; - is standard input.", valueName: "file")
    )
    var keyFile: String?

    @Option(name: .long, help: ArgumentHelp("How long a call is made again without an answer.", valueName: "seconds"))
    var patience = Environment.integer("patience", default: 10)

    /// Runs work as the department the key speaks for.
    func department<Value: Sendable>(
        _ work: @escaping @Sendable (DepartmentClient) async throws(CommandError) -> Value
    ) async throws -> Value {
        guard let file = keyFile ?? Environment.text("key-file") else {
            throw CommandError(
                .usage,
                "expected a department's key, found none",
                remedy: "Give it with --key-file FILE or DISPATCH311_KEY_FILE; dispatch311 key create makes one."
            )
        }
        let key = try SecretFile.text(file, option: "key-file")
        let (url, patience) = (url, Patience(.seconds(max(0, patience))))
        return try await Interruption.watch {
            try await ServerClient.using(url: url, key: key) { server in
                try await work(DepartmentClient(server: server, patience: patience))
            }
        }
    }
}
