import ArgumentParser

/// `dispatch311 queue list`.
struct QueueListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show how much waits in each of the department's queues.",
        discussion: """
            Example:
              dispatch311 queue list --url http://127.0.0.1:8311 --key-file nypd.key
            """
    )

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let answer = try await api.department { client throws(CommandError) in try await client.get("queues") }
        if console.isJSON { return console.print(answer.text) }
        let queues = try answer.decode(QueueListing.self).queues
        guard !queues.isEmpty else { return console.say("No queue of the department had work yet.") }
        var table = TextTable([
            .words("queue"), .numbers("waiting"), .numbers("leased"), .numbers("accepted"), .numbers("oldest"),
        ])
        func cells(_ name: String, _ counts: [Int], _ oldest: Int?) -> [String] {
            [name] + counts.map { NumberText.grouped($0) } + [oldest.map { NumberText.span(.seconds($0)) } ?? ""]
        }
        for queue in queues {
            table.add(cells(queue.queue, [queue.waiting, queue.leased, queue.accepted], queue.oldestSeconds))
        }
        table.addLine()
        let sums = [queues.map(\.waiting), queues.map(\.leased), queues.map(\.accepted)].map { $0.reduce(0, +) }
        table.add(cells("total", sums, queues.compactMap(\.oldestSeconds).max()))
        console.print(table.lines(width: max(60, console.terminal.width), isPlain: console.terminal.isPlain))
    }
}
