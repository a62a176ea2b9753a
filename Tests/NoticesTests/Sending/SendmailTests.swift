import Foundation
import Testing

@testable import Notices

@Suite struct SendmailTests {
    private func send(
        _ script: Script,
        _ mail: Mail = Samples.mail(),
        limit: Duration = .seconds(60)
    ) async throws -> NoticeError? {
        let sendmail = Sendmail(path: script.path, from: try Samples.address("city@example.net"), limit: limit)
        let resident = try Samples.address()
        do throws(NoticeError) {
            try await sendmail.send(mail, to: resident)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the program gets the two addresses, the message, and little else`() async throws {
        let body =
            #"printf '%s\n' "$@" >"$here/arguments"; cat >"$here/message"; env >"$here/environment"; pwd >"$here/folder""#
        try await Script.with(body) { script in
            let mail = Samples.mail("Grüße", body: String(repeating: "A line of some length.\n", count: 4000))
            let bounces = try Samples.address("bounces@example.net")
            let from = try Samples.address("city@example.net")
            let sendmail = Sendmail(path: script.path, from: from, bounces: bounces)
            #expect(sendmail.isInstalled)
            try await sendmail.send(mail, to: try Samples.address("a-x@example.org"))
            #expect(script.file("arguments") == "-i\n-f\nbounces@example.net\n--\na-x@example.org\n")
            let message = mail.message(from: from, to: try Samples.address("a-x@example.org"))
            #expect(script.file("message") == String(decoding: message, as: UTF8.self))
            #expect(script.file("folder") == "/\n")
            let names = Set((script.file("environment") ?? "").split(separator: "\n").map { $0.prefix { $0 != "=" } })
            #expect(
                names.isSubset(of: [
                    "PATH", "LC_ALL", "HOME", "USER", "LOGNAME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_",
                ])
            )
        }
    }

    @Test(arguments: [0, 1, 2, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 126, 127, 255])
    func `an exit code says whether to try again`(code: Int32) async throws {
        // It reads nothing, and its message is larger than a pipe.
        let mail = Samples.mail(body: String(repeating: "A line of some length.\n", count: 4000))
        try await Script.with("echo 'no, said it' >&2; exit \(code)") { script in
            let error = try await send(script, mail)
            switch code {
            case 0: #expect(error == nil)
            case 65, 67: #expect(error == .refused(exit: code, words: "no, said it"))
            default: #expect(error == .later(exit: code, words: "no, said it"))
            }
            #expect(error?.isWorthRepeating == (code == 0 ? nil : code != 65 && code != 67))
            #expect(error?.description.contains("said it") != true)
            #expect(error?.debugDescription.contains("no, said it") != false)
        }
    }

    @Test func `a signal that ends the program says nothing about the mail`() async throws {
        try await Script.with("echo dying >&2; kill -9 $$") { script in
            let error = try await send(script)
            #expect(error == .killed(signal: 9, words: "dying"))
            #expect(error?.isWorthRepeating == true)
        }
    }

    @Test(arguments: ["sleep 1000", "trap '' TERM; while :; do sleep 1000; done"])
    func `a program that does not end is killed with all it has started`(rest: String) async throws {
        let body = "echo working >&2; echo $$ >\"$here/pid\"; sleep 1000 & echo $! >\"$here/child\"; \(rest)"
        try await Script.with(body) { script in
            // A busy machine may need longer until the script has begun.
            for limit in [2, 10, 60] where script.file("child") == nil {
                let error = try await send(script, limit: .seconds(limit))
                guard case .outOfTime(.seconds(limit), _) = error else {
                    Issue.record("expected its time to be up, found \(String(describing: error))")
                    return
                }
                #expect(error?.isWorthRepeating == true)
            }
            for name in ["pid", "child"] {
                let number = try #require(script.file(name).flatMap { Int32($0.dropLast()) })
                #expect(try await isGone(number), "\(name)")
            }
        }
    }

    /// Whether a process ends soon; one that has ended and waits for its parent has.
    private func isGone(_ number: Int32) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            let state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
            guard let state, state.split(separator: " ").dropFirst(2).first != "Z" else { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test func `a cancelled call kills the program and says so`() async throws {
        try await Script.with("echo $$ >\"$here/pid\"; exec sleep 1000") { script in
            let sending = Task { try await send(script) }
            #expect(try await script.appears("pid"))
            sending.cancel()
            #expect(try await sending.value == .interrupted)
            let number = try #require(script.file("pid").flatMap { Int32($0.dropLast()) })
            #expect(try await isGone(number))
        }
    }

    @Test func `what the program leaves behind in the background is not waited for`() async throws {
        // As mailers do that deliver on their own time, with all descriptors open.
        try await Script.with("cat >/dev/null; sleep 60 & echo $! >\"$here/child\"; echo taken >&2") { script in
            let begin = ContinuousClock.now
            #expect(try await send(script) == nil)
            #expect(ContinuousClock.now - begin < .seconds(50))
            let number = try #require(script.file("child").flatMap { Int32($0.dropLast()) })
            kill(number, SIGKILL)
        }
    }

    @Test func `a talkative program is listened to, and the beginning kept`() async throws {
        let body = "cat >/dev/null; head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; head -c 300000 /dev/zero; exit 75"
        try await Script.with(body) { script in
            let error = try await send(script)
            #expect(error == .later(exit: 75, words: String(repeating: "x", count: 2048)))
        }
    }

    @Test func `the program's words are one line without controls`() async throws {
        try await Script.with("printf 'a\\033[31mb\\r\\nc\\377d\\n' >&2; exit 65") { script in
            let error = try await send(script)
            #expect(error == .refused(exit: 65, words: "a[31mb; c\u{FFFD}d"))
        }
    }

    @Test(arguments: ["missing", "not a program", "folder", "no interpreter"])
    func `a program that cannot be started is missing, and the mail can go later`(kind: String) async throws {
        try await Script.with("exit 0") { script in
            switch kind {
            case "missing": try FileManager.default.removeItem(atPath: script.path)
            case "not a program":
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: script.path)
            case "folder":
                try FileManager.default.removeItem(atPath: script.path)
                try FileManager.default.createDirectory(atPath: script.path, withIntermediateDirectories: false)
            default: try Data("#!/no/such/shell\n".utf8).write(to: URL(filePath: script.path))
            }
            if kind == "no interpreter" {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
            }
            let error = try await send(script)
            #expect(error == .programMissing(path: script.path))
        }
    }

    @Test func `ten at once are ten programs, each with its own mail`() async throws {
        // Each waits until all ten are there.
        let body = """
            cat >"$here/$$.new"; mv "$here/$$.new" "$here/$$.mail"
            until [ "$(ls "$here" | grep -c 'mail$')" -ge 10 ]; do sleep 0.02; done
            """
        try await Script.with(body) { script in
            let errors = try await withThrowingTaskGroup(of: NoticeError?.self) { group in
                for number in 0..<10 { group.addTask { try await send(script, Samples.mail("Mail \(number)")) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors == Array(repeating: nil, count: 10))
            let files = try FileManager.default.contentsOfDirectory(atPath: script.folder.path)
                .filter { $0.hasSuffix(".mail") }
            let subjects = files.compactMap { script.file($0)?.split(separator: "\n")[2] }
            #expect(Set(subjects) == Set((0..<10).map { "Subject: Mail \($0)" }))
        }
    }
}
