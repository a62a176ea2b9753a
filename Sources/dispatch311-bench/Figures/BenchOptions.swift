import ArgumentParser

/// What every measurement can be told about its output.
struct BenchOptions: ParsableArguments {
    @Flag(name: .long, help: "Print figures as JSON, one object a line.")
    var json = false

    /// A measurement's report in the form that was asked for.
    func report(_ bench: String) -> BenchReport { BenchReport(bench: bench, isJSON: json) }
}
