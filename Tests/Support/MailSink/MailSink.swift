import Foundation

/// A real mail server on loopback that keeps what comes (Debian's python3-aiosmtpd), and a `sendmail` command that brings
/// mails to it (Debian's msmtp).
///
/// Recipients called later@, never@, laterdata@, neverdata@ and hang@ are answered as `sink.py` says.
public struct MailSink: Sendable {
    private static let python = "/usr/bin/python3"
    private static let mailer = "/usr/bin/msmtp"

    /// Whether both programs are installed; without them the tests that need them are skipped, and say so.
    public static let isInstalled =
        FileManager.default.isExecutableFile(atPath: mailer)
        && FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/aiosmtpd/smtp.py")

    /// What a skipped test says.
    public static let absence =
        "msmtp or aiosmtpd is not installed (Debian: msmtp, python3-aiosmtpd), so no mail was sent"

    private let folder: URL

    /// The path of the `sendmail` command.
    public var sendmail: String { folder.appending(path: "sendmail").path }

    /// Starts a sink, and ends it after its use.
    public static func with<R>(_ use: (MailSink) async throws -> R) async throws -> R {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "mail-sink-\(UUID().uuidString)")
        try files.createDirectory(at: folder.appending(path: "mails"), withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let sink = MailSink(folder: folder)

        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "sink.py").path,
            folder.appending(path: "mails").path,
        ]
        // It ends when this pipe does, however this process ends.
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            for end in [input.fileHandleForReading, input.fileHandleForWriting] { try? end.close() }
        }
        try await sink.writeCommand(while: process)
        return try await use(sink)
    }

    /// The mails that have come, in their order, once there are so many; the ones that have come after half a minute.
    public func mails(_ count: Int) async throws -> [SunkMail] {
        let end = ContinuousClock.now + .seconds(30)
        while try paths().count < count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        return try paths().map { try JSONDecoder().decode(SunkMail.self, from: try Data(contentsOf: $0)) }
    }

    private func paths() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "mails"),
            includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "json" }
        .sorted { $0.path < $1.path }
    }

    /// Writes the command, once the server is there.
    private func writeCommand(while server: Process) async throws {
        let file = folder.appending(path: "mails/port")
        let end = ContinuousClock.now + .seconds(60)
        while !FileManager.default.fileExists(atPath: file.path) {
            guard server.isRunning, ContinuousClock.now < end else {
                let found = server.isRunning ? "none" : "its end"
                throw SinkFault(description: "expected the mail sink's port, found \(found)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        let port = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let settings = folder.appending(path: "msmtp.conf")
        let lines = [
            "account default", "host 127.0.0.1", "port \(port)", "tls off", "auth off", "syslog off",
            "domain client.example", "set_date_header off", "set_msgid_header off",
        ]
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: settings)
        try Data("#!/bin/sh\nexec \(Self.mailer) --file='\(settings.path)' \"$@\"\n".utf8)
            .write(to: URL(filePath: sendmail))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: settings.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sendmail)
    }
}

private struct SinkFault: Error, CustomStringConvertible {
    let description: String
}
