import ArgumentParser
import Foundation
import Testing

@testable import dispatch311

/// What the README says of the command line is what the program does.
@Suite struct ReadmeTests {
    private static func readme() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
        return try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
    }

    /// The cells of a table's rows, found by its head.
    private static func rows(under head: String) throws -> [[String]] {
        let lines = try readme().split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0 == head }, "README.md: expected the table \(head)")
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map(\.trimmed)
        }
    }

    @Test func `the table of serve's options has every one, with its default`() async throws {
        let help = try await Program.run("serve", "--help").output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        let options = try #require(help.components(separatedBy: "OPTIONS: ").dropFirst().first)
        // An option begins where its name and value or its words in capitals do, not where words name another.
        var defaults: [String: String] = [:]
        let option = /(?:^| |, )--([a-z-]+) (?:<[a-z]+> )?(?=[A-Z])(.*?)(?= --[a-z-]+ (?:<|[A-Z])|$)/
        for match in options.matches(of: option) {
            defaults["--\(match.1)"] = match.2.firstMatch(of: /\(default: (.+?)\)/).map { String($0.1) } ?? ""
        }
        defaults["--help"] = nil
        #expect(defaults.count > 15)
        var named: Set<String> = []
        for row in try Self.rows(under: "| option | default | says |") {
            let names = row[0].matches(of: /`(--[a-z-]+)`/).map { String($0.1) }
            named.formUnion(names)
            #expect(row[1] == names.compactMap { defaults[$0] }.first { !$0.isEmpty } ?? "", "\(names)")
        }
        #expect(named.sorted() == defaults.keys.sorted())
    }

    @Test func `the table of subcommands has every one`() throws {
        var commands: [String] = []
        for command in Dispatch311.configuration.subcommands {
            let name = command.configuration.commandName ?? ""
            let parts = command.configuration.subcommands
            if parts.isEmpty { commands.append(name) }
            for part in parts { commands.append("\(name) \(part.configuration.commandName ?? "")") }
        }
        var named: [String] = []
        for row in try Self.rows(under: "| subcommand | does |") {
            // Of several of a kind only the first has the kind's name: `key create`, `list`.
            var kind = ""
            for match in row[0].matches(of: /`([a-z -]+?)(?: \[.*?\])?`/) {
                let name = String(match.1)
                named.append(kind + name)
                if kind.isEmpty, let space = name.firstIndex(of: " ") { kind = String(name[...space]) }
            }
        }
        #expect(named.sorted() == commands.sorted())
    }

    @Test func `the smallest city of the README has nothing wrong and decides`() async throws {
        let parts = try Self.readme().components(separatedBy: "### A city of one's own\n")
        let block = try #require(parts.last?.components(separatedBy: "```sh\n").dropFirst().first)
        let script = try #require(block.components(separatedBy: "```").first)
        try await Scratch.with { scratch in
            let file = try scratch.file(
                "city.sh",
                "set -eu\nprogram=$1\ncd '\(scratch.folder.path)'\ndispatch311() { \"$program\" \"$@\"; }\n\(script)"
            )
            let ended = try await Program.start([], wrapper: ["/bin/sh", file]).end()
            #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
            #expect(ended.output.contains("harbor: nothing wrong in 1 service, 2 departments, 1 layer, 1 boundary"))
            #expect(ended.output.contains("This goes to Public Works, First Ward"))
        }
    }
}
