import Foundation
import Photos
import Testing

@Suite struct QRCodeProgramTests {
    /// The corner that a reader looks for: a dark ring, a light one, a dark square of three.
    private static let finder = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]

    private static func corner(_ code: QRCode, _ x: Int, _ y: Int) -> [String] {
        (0..<7).map { row in String((0..<7).map { code.rows[y + row][x + $0] ? "#" : " " }) }
    }

    @Test(arguments: [1, 20, 95, 300, 1000])
    func `a code is a square with a finder in three corners, larger for more text`(length: Int) async throws {
        let code = try await QRCodeProgram().code(of: String(repeating: "a", count: length))
        #expect(code.side % 4 == 1)
        #expect(code.rows.count == code.side)
        #expect(Self.corner(code, 0, 0) == Self.finder)
        #expect(Self.corner(code, code.side - 7, 0) == Self.finder)
        #expect(Self.corner(code, 0, code.side - 7) == Self.finder)
        #expect(Self.corner(code, code.side - 7, code.side - 7) != Self.finder)
        #expect(code.side >= 17 + 4 * (length > 900 ? 20 : 1))
    }

    @Test func `the path draws the dark modules and no other`() async throws {
        let code = try await QRCodeProgram().code(of: "https://311.example.org/r/4TNK0X9RC")
        var rows = code.rows.map { $0.map { _ in false } }
        for match in code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let (x, y, width) = (Int(match.1) ?? -1, Int(match.2) ?? -1, Int(match.3) ?? 0)
            #expect(match.3 == match.4)
            for place in x..<x + width {
                #expect(!rows[y][place])
                rows[y][place] = true
            }
        }
        #expect(rows == code.rows)
    }

    @Test func `another text is another code, the same text the same`() async throws {
        let program = QRCodeProgram()
        let code = try await program.code(of: "https://a.example/r/1?key=0")
        #expect(try await program.code(of: "https://a.example/r/1?key=0") == code)
        #expect(try await program.code(of: "https://a.example/r/1?key=1") != code)
    }

    @Test(arguments: ["", String(repeating: "x", count: 1001)])
    func `what is no address is refused`(text: String) async {
        await #expect(throws: PhotoError.self) { try await QRCodeProgram().code(of: text) }
    }

    @Test func `a program that is not there is told`() async {
        let codes = QRCodes(QRCodeProgram(name: "no-such-program-of-ours"))
        #expect(await !codes.isUsable())
        let error = await #expect(throws: PhotoError.self) { try await codes.code(of: "x") }
        if case .programUnusable = error {} else { Issue.record("expected programUnusable, found \(error as Any)") }
    }

    @Test func `one failure is no verdict, and many who ask at once have it looked for once`() async throws {
        let scratch = try await Scratch()
        // A folder that any user may make folders in: the child is nobody's.
        let runs = "\(scratch.path)/runs"
        try FileManager.default.createDirectory(atPath: runs, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: runs)
        let lines = ["#!/bin/sh", "mkdir '\(runs)/'$$", "mkdir '\(runs)/failed' && exit 1", "exec qrencode \"$@\"", ""]
        let program = try scratch.put(Array(lines.joined(separator: "\n").utf8), "flaky")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: runs).count - 1 }
        let codes = QRCodes(QRCodeProgram(name: program))
        #expect(await codes.isUsable())
        #expect(try count() == 1)
        let verdicts = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 { group.addTask { await codes.isUsable() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(verdicts.count == 20 && verdicts.allSatisfy(\.self))
        #expect(try count() == 2)
    }

    @Test func `codes are kept as long as they are among the last`() async throws {
        let codes = QRCodes(most: 2)
        #expect(await codes.isUsable())
        for text in ["a", "b", "a", "c", "a"] { _ = try await codes.code(of: text) }
        #expect(await codes.count == 2)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 { group.addTask { _ = try? await codes.code(of: "n\(number % 2)") } }
        }
        #expect(await codes.count == 2)
    }
}
