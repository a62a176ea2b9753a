import Testing

@testable import dispatch311

@Suite struct CommandSuggestionTests {
    @Test(arguments: [
        (["routte"], "Did you mean route?"), (["queue", "clam"], "Did you mean claim?"),
        (["xyzzy"], "There are: demo, serve"),
    ])
    func `a word that is no command is told with the one that was meant`(arguments: [String], words: String) {
        let error = CommandSuggestion.error(for: arguments, in: Dispatch311.self)
        #expect(error?.ending == .usage)
        #expect(error?.remedy?.hasPrefix(words) == true)
    }

    @Test(arguments: [["route", "--latt"], ["--version"], ["help", "xyzzy"], [], ["key", "revoke", "abc"]])
    func `what is a command is left to the parser`(arguments: [String]) {
        #expect(CommandSuggestion.error(for: arguments, in: Dispatch311.self) == nil)
    }

    @Test(arguments: [("", "abc", 3), ("kitten", "sitting", 3), ("route", "route", 0), ("lint", "list", 1)])
    func `words are as far apart as the letters that differ`(one: String, other: String, expected: Int) {
        #expect(CommandSuggestion.distance(one, other) == expected)
    }
}
