import Boundaries
import Foundation
import Testing

@testable import dispatch311

@Suite struct ShellWordsTests {
    @Test func `a shell takes the line for the words`() async throws {
        let words = [
            "a", "", "it's", "a b", "$HOME", "`id`", "\"q\"", "\\", "*", "x;y", "é", "-n", "a\nb", "EPSG:4326", "!",
        ]
        let line = ShellWords.line(words)
        let ended = try await Program.start(
            [],
            wrapper: ["/bin/sh", "-c", "for word in \(line); do printf '%s\\0' \"$word\"; done"]
        ).end()
        #expect(ended.code == 0)
        #expect(ended.output == words.map { $0 + "\0" }.joined())
    }

    @Test func `plain words stay plain`() {
        #expect(ShellWords.line(["ogr2ogr", "-lco", "RFC7946=YES", "/a/b.shp"]) == "ogr2ogr -lco RFC7946=YES /a/b.shp")
    }
}
