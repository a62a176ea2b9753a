import Glibc
import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// PostgreSQL's own load generator, with scripts of ours and prepared statements.
struct PgBench: Sendable {
    /// How much is run.
    enum Amount: Sendable {
        case transactions(each: Int)
        case seconds(Int)
    }

    /// What a run gave.
    struct Outcome: Sendable {
        let transactions: Int
        let perSecond: Double
        /// How long the transactions took, without the connecting; of no use with a time to warm up.
        var seconds: Double { perSecond > 0 ? Double(transactions) / perSecond : 0 }
        /// The mean time of each statement, as pgbench prints it; empty where it was not asked for.
        let statements: String
    }

    let database: BenchDatabase
    /// Where scripts are written.
    let folder: String
    let clients: Int

    /// Runs scripts, chosen at random for each transaction; taking the time of each statement costs some.
    ///
    /// With a time to warm up, what is done in it by the same sessions is not in the rate, nor is that time in
    /// `Amount.seconds`.
    func run(
        _ scripts: [String],
        for amount: Amount,
        rate: Double? = nil,
        settings: [String: String] = [:],
        reportsStatements: Bool = false,
        warmUp: Int = 0
    ) async throws -> Outcome {
        let files = try scripts.map { script in
            let file = "\(folder)/\(UUID().uuidString).pgbench"
            try Data(script.utf8).write(to: URL(filePath: file))
            return file
        }
        defer { for file in files { unlink(file) } }
        var arguments = ["--no-vacuum", "--protocol=prepared"]
        if reportsStatements { arguments.append("--report-per-command") }
        arguments += ["--client=\(clients)", "--jobs=\(min(clients, 2))", "--define=n=0"]
        switch amount {
        case .transactions(let each): arguments.append("--transactions=\(each)")
        case .seconds(let seconds): arguments.append("--time=\(seconds + warmUp)")
        }
        if warmUp > 0 { arguments.append("--progress=1") }
        if let rate { arguments.append("--rate=\(rate)") }
        for file in files { arguments.append("--file=\(file)") }
        arguments += ["--host=\(database.socketFolder)", "--port=5432"]
        arguments += ["--username=\(database.configuration.user ?? "")", database.name]
        let options = settings.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }.joined(separator: " ")
        let streams = try await ChildProgram.streams(
            of: try Self.program(),
            arguments,
            environment: ["PGOPTIONS": options]
        )
        let steady = warmUp > 0 ? try Self.rate(after: Double(warmUp), streams.errors) : nil
        return try Self.outcome(streams.output, steady: steady)
    }

    /// Transactions a second after so many seconds, of lines like `progress: 3.0 s, 2590.1 tps, …`.
    private static func rate(after warmUp: Double, _ progress: String) throws(BenchError) -> Double {
        var (last, counted, done) = (0.0, 0.0, 0.0)
        for line in progress.split(separator: "\n") where line.hasPrefix("progress: ") {
            let words = line.split(separator: " ")
            guard words.count > 4, let time = Double(words[1]), let rate = Double(words[3]) else { continue }
            // A line comes a little before or behind its second.
            if time > warmUp + 0.5 {
                counted += time - last
                done += rate * (time - last)
            }
            last = time
        }
        guard counted > 0 else { throw BenchError("expected pgbench's progress, found:\n\(progress.suffix(500))") }
        return done / counted
    }

    private static func outcome(_ output: String, steady: Double?) throws(BenchError) -> Outcome {
        let lines = output.split(separator: "\n").map(String.init)
        func value(after start: String) -> String? {
            lines.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
        }
        let processed = value(after: "number of transactions actually processed: ")?.prefix { $0.isNumber }
        let rate = value(after: "tps = ")?.prefix { $0.isNumber || $0 == "." }
        guard let transactions = processed.flatMap({ Int($0) }), let perSecond = rate.flatMap({ Double($0) }) else {
            throw BenchError("expected pgbench's figures, found:\n\(output)")
        }
        // Of several scripts, which differ only in their queue, the first.
        let statements = lines.drop { !$0.hasPrefix("statement latencies") && !$0.hasPrefix("SQL script 1:") }
            .prefix { !$0.hasPrefix("SQL script 2:") }
        return Outcome(
            transactions: transactions,
            perSecond: steady ?? perSecond,
            statements: statements.joined(separator: "\n")
        )
    }

    /// Where it is: beside the server's programs, where Debian puts it.
    private static func program() throws(BenchError) -> String {
        for version in stride(from: 19, through: 15, by: -1) {
            let path = "/usr/lib/postgresql/\(version)/bin/pgbench"
            if access(path, X_OK) == 0 { return path }
        }
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            if access("\(folder)/pgbench", X_OK) == 0 { return "\(folder)/pgbench" }
        }
        throw BenchError("expected pgbench, which comes with PostgreSQL, found none")
    }
}
