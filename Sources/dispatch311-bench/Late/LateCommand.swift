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
            functions; of dispatch311's item is read, before and after the late word, where it is, its outcome and how many \
            events it has, and the command ends with 1 where they differ. The patterns are statements of ours for one row with the condition each system has; what their \
            clients would make of the answer is not shown.
            """
    )

    @Option(name: .long, help: ArgumentHelp("A Python with procrastinate and pgqueuer.", valueName: "path"))
    var python = ".build/bench-peers/bin/python"

    @OptionGroup var output: BenchOptions

    func run() async throws {
        let report = output.report("late")
        let options = self
        try await Stage.with { stage in
            report.header(try await stage.databases[0].settings())
            let words = try await LateWords(stage: stage, report: report, python: options.python).all()
            try words.print(to: report)
            let changed = words.filter { $0.isChanged }
            guard changed.isEmpty else {
                let found = changed.map { "\($0.system): \($0.before ?? "") to \($0.now)" }.joined(separator: "; ")
                throw BenchError("expected a late word of ours to change nothing, found \(found)")
            }
        }
    }
}
