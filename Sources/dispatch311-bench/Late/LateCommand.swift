import ArgumentParser

/// `dispatch311-bench late`: what is said to a worker who speaks when its time is over.
struct LateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "late",
        abstract: "Show what each queue says to a worker that is too late.",
        discussion: """
            A worker claims an item and falls silent until its lease, lock or visibility is over; another worker is \
            given the item. Then the first one says that it is done: once after the other has completed it, and once \
            while the other is still at work on it. dispatch311, procrastinate and pgqueuer are asked through their own \
            functions. The patterns are statements of ours for one row with the condition each system has; what their \
            clients would make of the answer is not shown.
            """
    )

    @Option(name: .long, help: ArgumentHelp("A Python with procrastinate and pgqueuer.", valueName: "path"))
    var python = ".build/bench-peers/bin/python"

    @Flag(name: .long, help: "Print each answer as JSON, one object a line.")
    var json = false

    func run() async throws {
        let report = BenchReport(bench: "late", isJSON: json)
        let options = self
        try await Stage.with { stage in
            report.header([(name: "postgresql", value: stage.version)])
            let words = try await LateWords(stage: stage, report: report, python: options.python).all()
            try words.print(to: report)
        }
    }
}
