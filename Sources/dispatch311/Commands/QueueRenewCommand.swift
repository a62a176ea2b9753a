import ArgumentParser

/// `dispatch311 queue renew`.
struct QueueRenewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Hold the items of a lease for longer.",
        discussion: """
            A lease runs for an hour after its claim at most, all renewals together; one that does already is given no
            more time (exit code 1).

            Example:
              dispatch311 queue renew --lease LEASE --lease-seconds 600 --key-file nypd.key
            """
    )

    @OptionGroup var held: LeaseOption

    @Option(name: .long, help: ArgumentHelp("How long the items are held from now on.", valueName: "seconds"))
    var leaseSeconds = Environment.integer("lease-seconds", default: 300)

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (console, lease, seconds) = (output.console, held.id, leaseSeconds)
        let answer = try await api.department { client throws(CommandError) in
            try await client.renew(lease, leaseSeconds: seconds)
        }
        let renewed = try answer.decode(RenewedLease.self)
        if console.isJSON { console.print(answer.text) }
        guard let end = renewed.expiresAt else {
            if !console.isJSON { console.print("lease \(lease) is gone: someone else may have its items") }
            throw CommandError.findings
        }
        if console.isJSON { return }
        console.print("lease \(lease) until \(end)")
        for item in renewed.items { console.print("\(item) held") }
    }
}
