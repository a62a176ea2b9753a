import Foundation
import Testing

@testable import dispatch311

@Suite struct TableWriterTests {
    @Test func `what is written reads back the same`() async throws {
        let rows = [
            ["a", "b c", ""], ["comma, here", "quote \" here", "two\nlines"], [" blank", "cr\r", "東京"],
        ]
        try await Scratch.with { scratch in
            let writer = try TableWriter(path: scratch.path("t.csv"))
            for row in rows { try writer.write(row) }
            try writer.finish()
            var parser = CSVParser(source: Bytes(try scratch.text("t.csv")), file: "t.csv")
            for row in rows { #expect(try parser.next()?.fields == row) }
            #expect(try parser.next() == nil)
        }
    }

    @Test func `a file that is not finished is not there, nor anything beside it`() async throws {
        try await Scratch.with { scratch in
            try scratch.file("t.csv", "old")
            do {
                let writer = try TableWriter(path: scratch.path("t.csv"))
                try writer.write(["new"])
            }
            #expect(try scratch.text("t.csv") == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["t.csv"])
        }
    }

    @Test func `a place that cannot be written to is told before any work`() {
        let error = #expect(throws: CommandError.self) { try TableWriter(path: "/no/such/folder/t.csv") }
        #expect(error?.ending == .usage)
    }
}
