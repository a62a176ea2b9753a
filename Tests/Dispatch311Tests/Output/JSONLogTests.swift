import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import dispatch311

@Suite struct JSONLogTests {
    /// What a handler wrote, line by line.
    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])

        var logger: Logger {
            var logger = Logger(label: "dispatch311.test") { label in
                JSONLogHandler(label: label) { [self] line in kept.withLock { $0.append(line) } }
            }
            logger.logLevel = .trace
            return logger
        }

        func all() throws -> [[String: Any]] {
            try kept.withLock { $0 }.map { line in
                #expect(line.hasSuffix("}\n") && line.dropLast().allSatisfy { $0 != "\n" && $0 != "\r" })
                return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }
    }

    @Test func `a line is one object with a time, a level, a label, a message and its metadata flat`() throws {
        let lines = Lines()
        var logger = lines.logger
        logger[metadataKey: "hb.request.id"] = "abc"
        logger.notice("Done", metadata: ["http": ["status": "200", "route": "/r/{id}"], "list": ["a", "b"]])
        let line = try #require(try lines.all().first)
        let time = try #require(line["time"] as? String)
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        let date = try Date(time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect(abs(date.timeIntervalSinceNow) < 3600)
        #expect(line["level"] as? String == "notice" && line["label"] as? String == "dispatch311.test")
        #expect(line["message"] as? String == "Done" && line["request.id"] as? String == "abc")
        #expect(line["http.status"] as? String == "200" && line["http.route"] as? String == "/r/{id}")
        #expect(line["list"] as? [String] == ["a", "b"] && line.count == 8)
    }

    @Test(arguments: [
        "\"}\n{\"level\":\"critical\"", "a\r\nb", "\u{0}\u{1}\u{1b}[31m", "\u{85}\u{2028}\u{2029}\u{7f}", "\\", "é😀",
        "",
    ])
    func `no text begins a line of its own or takes another field's place`(_ text: String) throws {
        let lines = Lines()
        lines.logger.error("\(text)", metadata: ["message": "\(text)", "level": "x", "x": "\(text)", "\(text)y": "z"])
        let line = try #require(try lines.all().first)
        #expect(line["message"] as? String == text && line["level"] as? String == "error")
        #expect(line["metadata.message"] as? String == text && line["metadata.level"] as? String == "x")
        #expect(line["x"] as? String == text && line["\(text)y"] as? String == "z")
    }

    @Test func `a server writes nothing but JSON lines to what is no terminal, and text where it is told to`()
        async throws
    {
        try await Scratch.with { scratch in
            let key = try scratch.file("metrics-key", "0123456789abcdef0123456789abcdef\n")
            let options = [
                "serve", "--port", "0", "--json", "--data-dir", scratch.path("data"), "--catalog",
                TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder, "--access-log", "--metrics-key-file", key,
            ]
            for (more, isJSON) in [([], true), (["--log-format", "text"], false)] {
                let running = try Program.start(options + more)
                let started = try JSONDecoder().decode(
                    [String: String].self,
                    from: Data(try await running.firstLine().utf8)
                )
                let url = try #require(started["url"])
                let answer = try await ServerClient.using(url: url) { try await $0.get("/livez") }
                #expect(answer.status == 200)
                kill(running.process.processIdentifier, SIGTERM)
                let ended = try await running.end()
                let lines = ended.errors.split(separator: "\n")
                let objects = lines.compactMap {
                    try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                }
                #expect(ended.code == 0 && lines.count > 3)
                #expect(objects.count == (isJSON ? lines.count : 0), "\(ended.errors)")
                guard isJSON else { continue }
                let answered = try #require(objects.first { $0["http.route"] as? String == "/livez" })
                #expect((answered["request.id"] as? String)?.isEmpty == false)
                #expect(objects.contains { ($0["message"] as? String)?.hasPrefix("Dispatch311 listens on") == true })
            }
            let short = try scratch.file("short-key", "abc\n")
            let refused = try await Program.start(options.dropLast() + [short]).end()
            #expect(refused.code == Ending.usage.rawValue && !refused.errors.contains("abc"))
        }
    }
}
