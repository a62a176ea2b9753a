import Foundation
import Testing

@testable import Photos

@Suite struct LimitedProgramTests {
    private func run(
        _ name: String,
        _ arguments: [String],
        _ limits: ProgramLimits = ProgramLimits()
    ) async -> LimitedProgram.Ending {
        var limits = limits
        // A busy machine may let a shell wait longer than a resident would.
        if limits.time == ProgramLimits().time { limits.time = .seconds(300) }
        return await LimitedProgram(name: name, arguments: arguments, limits: limits).run()
    }

    private func shell(_ script: String, _ limits: ProgramLimits = ProgramLimits()) async -> LimitedProgram.Ending {
        await run("sh", ["-c", script], limits)
    }

    private func text(_ ending: LimitedProgram.Ending) throws -> String {
        guard case .output(let bytes) = ending else {
            Issue.record("expected output, found \(ending)")
            return ""
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `it is nobody in an empty room`() async throws {
        let user = try text(await shell("id -u; id -G; pwd"))
        #expect(
            user == (geteuid() == 0 ? "65534\n65534\n/\n" : "\(geteuid())\n\(try text(await run("id", ["-G"])))/\n")
        )
        let variables = try text(await run("env", [])).split(separator: "\n").sorted()
        #expect(variables == ["LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin", "TZ=UTC"])
        // The fourth is the one the folder is listed through.
        #expect(try text(await run("ls", ["/proc/self/fd"])) == "0\n1\n2\n3\n")
        #expect(try text(await shell("grep NoNewPrivs /proc/self/status")).hasSuffix("1\n"))
        let rights = try text(await shell("grep -E 'Cap(Inh|Prm|Eff)' /proc/self/status"))
        #expect(geteuid() != 0 || rights.split(separator: "\n").allSatisfy { $0.hasSuffix("\t0000000000000000") })
    }

    @Test func `it is ended for processor time`() async {
        let ending = await shell("while :; do :; done", ProgramLimits(processorSeconds: 1))
        #expect(ending == .exhausted("sh: expected it to succeed, found 1 s of processor time used up"))
    }

    @Test func `it gets no more memory than its limit`() async {
        let copy = ["if=/dev/zero", "of=/dev/null", "bs=200M", "count=1"]
        #expect(await run("dd", copy) == .output([]))
        guard case .failed(let said) = await run("dd", copy, ProgramLimits(memory: 100 << 20)) else {
            Issue.record("expected dd to fail")
            return
        }
        #expect(said.contains("memory exhausted"))
    }

    @Test func `it writes no file`() async throws {
        let scratch = try await Scratch()
        let file = scratch.path + "/written"
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: scratch.path)
        #expect(await shell("exec dd if=/dev/zero of=\(file) bs=1 count=1", ProgramLimits(fileBytes: 1)) == .output([]))
        #expect(
            await shell("exec dd if=/dev/zero of=\(file) bs=1 count=1")
                == .exhausted("sh: expected it to succeed, found a file written of more than 0 bytes")
        )
    }

    @Test func `it opens no more files than its limit`() async {
        // Which it opens one after the other and closes at its end.
        let files = ["/proc/version", "/proc/self/../version"]
        #expect(await run("cmp", files) == .output([]))
        guard case .failed(let said) = await run("cmp", files, ProgramLimits(openFiles: 4)) else {
            Issue.record("expected cmp to fail")
            return
        }
        #expect(said.contains("Too many open files"))
    }

    @Test func `it is ended when it prints too much`() async {
        let ending = await run("yes", [], ProgramLimits(output: 100_000))
        #expect(ending == .exhausted("yes: expected at most 100000 bytes, found more"))
    }

    @Test func `what it says on standard error does not hold it up`() async throws {
        let ending = await shell("yes | head -c 10000000 >&2; exit 3")
        guard case .failed(let said) = ending else {
            Issue.record("expected exit code 3, found \(ending)")
            return
        }
        #expect(said.contains("exit code 3") && said.utf8.count < 5000)
    }

    @Test func `it is ended when its time is over, and when nobody waits for it any more`() async throws {
        let seconds = ["70001.\(UInt16.random(in: 0 ... .max))", "70002.\(UInt16.random(in: 0 ... .max))"]
        let late = await run("sleep", [seconds[0]], ProgramLimits(time: .milliseconds(200)))
        #expect(late == .exhausted("sleep: expected an end within 0.2 seconds, found it still at work"))
        let waiting = Task { await run("sleep", [seconds[1]]) }
        for _ in 0..<6000 where !isRunning(seconds[1]) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(isRunning(seconds[1]))
        waiting.cancel()
        #expect(await waiting.value == .stopped)
        for number in seconds { #expect(!isRunning(number)) }
    }

    @Test(arguments: ["no-such-program", "/etc/passwd"])
    func `a program that is not there is told from one that fails`(name: String) async {
        guard case .unusable = await run(name, []) else {
            Issue.record("expected it to be unusable")
            return
        }
    }

    /// Whether a process has such an argument.
    private func isRunning(_ argument: String) -> Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.contains { process in
            guard Int(process) != nil else { return false }
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return false }
            // Not the ones that lead to it.
            let words = String(decoding: line, as: UTF8.self).split(separator: "\0")
            return words.first == "sleep" && words.last.map(String.init) == argument
        }
    }
}
