import Glibc
import Subprocess

/// The host's `sendmail` command: the one way by which mail leaves (every mailer of Unix brings one).
///
/// It is called as `PATH -i -f BOUNCES -- ADDRESS` with the message on its standard input, in a session of its own, with
/// `/` to stand in and no settings of ours in its environment.
public struct Sendmail: Sendable {
    private let path: String
    private let from: MailAddress
    private let bounces: MailAddress
    private let limit: Duration

    /// Says which program, by its absolute path, and whom mails are from.
    ///
    /// `bounces` is where mails come back to that cannot be delivered; nil: to `from`. A program still at work after
    /// `limit` is killed.
    public init(path: String, from: MailAddress, bounces: MailAddress? = nil, limit: Duration = .seconds(30)) {
        self.path = path
        self.from = from
        self.bounces = bounces ?? from
        self.limit = limit
    }

    /// Whether the program is there and this user may run it.
    public var isInstalled: Bool { access(path, X_OK) == 0 }

    /// Hands a mail over; returns when the mailer has taken it on, which is not yet that it has arrived.
    ///
    /// May be called many times at once; each call is a child process. Cancelling the task kills it.
    public func send(_ mail: Mail, to address: MailAddress) async throws(NoticeError) {
        guard isInstalled else { throw .programMissing(path: path) }
        let arguments = ["-i", "-f", bounces.text, "--", address.text]
        let child = MailerChild(path: path, arguments: arguments, limit: limit)
        let end = try await MessageFile.with(mail.message(from: from, to: address)) { message in
            await child.run(reading: message)
        }
        switch end.status {
        case .exited(0): return
        case _ where end.isOutOfTime: throw .outOfTime(limit: limit, words: end.words)
        case _ where Task.isCancelled: throw .interrupted
        case .exited(let code) where Self.isRefusal(code): throw .refused(exit: code, words: end.words)
        case .exited(let code): throw .later(exit: code, words: end.words)
        case .signaled(let signal): throw .killed(signal: signal, words: end.words)
        case nil where end.isMissing: throw .programMissing(path: path)
        case nil: throw .system(end.words)
        }
    }

    /// Whether an exit code speaks of this mail or this address: of sysexits.h 65, the data, and 67, the user.
    ///
    /// Every other one may be said of the call, the host or the network, and then of all mails at once: msmtp says 69 when
    /// the other side answers 451 (grey lists do, to every stranger), a script says 1 for whatever went wrong in it, and 126
    /// or 127 where its mailer is missing.
    static func isRefusal(_ code: Int32) -> Bool { code == 65 || code == 67 }
}
