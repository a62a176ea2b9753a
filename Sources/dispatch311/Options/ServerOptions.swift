import ArgumentParser
import Logging
import Notices
import Web

/// Where a server listens and how much it tells.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The address to listen on; 0.0.0.0 for every one of this machine.", valueName: "address")
    )
    var host = Environment.text("host", default: "127.0.0.1")

    @Option(name: .long, help: ArgumentHelp("The port to listen on; 0 takes any that is free.", valueName: "n"))
    var port = Environment.integer("port", default: 8311)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder Leaflet is in; where it is not there, maps stay pictures.",
            valueName: "folder"
        )
    )
    var leaflet = Environment.text("leaflet", default: "/usr/share/javascript/leaflet")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of the secrets other sites sign with, {jurisdiction}/{service_code}; without one none reports.",
            valueName: "folder"
        )
    )
    var elsewhereSecrets: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder photos and documents are kept in; several servers of one database share it.",
            discussion:
                "Default: photos, beside the program's own database. With --database none are taken without it.",
            valueName: "dir"
        )
    )
    var photos: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The host's sendmail command, by which mails leave.", valueName: "path")
    )
    var sendmail = Environment.text("sendmail", default: "/usr/sbin/sendmail")

    @Option(
        name: .long,
        help: ArgumentHelp("Whom mails are from; without it nobody is written to.", valueName: "address")
    )
    var mailFrom: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where residents find the pages, for the links of mails: https://311.example.org.",
            discussion: "Without it, and where several cities are served, a city's first host in jurisdiction.yml.",
            valueName: "url"
        )
    )
    var origin: String?

    @Option(
        name: .long,
        help: ArgumentHelp("How much is logged: trace, debug, info, notice, warning, error.", valueName: "level")
    )
    var logLevel: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How log lines are written: text, or json, an object a line.",
            discussion: "Without it text to a terminal, and json to whatever else reads standard error.",
            valueName: "format"
        )
    )
    var logFormat: LogFormat?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of the key that /metrics is read with; without one nobody reads it.",
            valueName: "file"
        )
    )
    var metricsKeyFile: String?

    func validate() throws {
        _ = format
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port: expected 0 to 65535, found \(port)")
        }
        if let text = mailFromText, MailAddress(text) == nil {
            throw ValidationError("--mail-from: expected a mail address, name@example.org, found \"\(text.escaped)\"")
        }
        if let text = originText, SiteOrigin(text) == nil {
            throw ValidationError("--origin: expected http(s)://NAME without a path, found \"\(text.escaped)\"")
        }
        guard sendmail.hasPrefix("/") else {
            throw ValidationError("--sendmail: expected an absolute path, found \"\(sendmail.escaped)\"")
        }
        if let text = logLevel ?? Environment.text("log-level"), Logger.Level(rawValue: text) == nil {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--log-level: expected one of \(levels), found \"\(text)\"")
        }
    }

    /// The folder of other sites' secrets, where one is named.
    var secretsFolder: String? { elsewhereSecrets ?? Environment.text("elsewhere-secrets") }

    /// A logger of the level asked for.
    func logger(_ label: String, default level: Logger.Level) -> Logger {
        var logger = format.logger("dispatch311.\(label)")
        logger.logLevel = (logLevel ?? Environment.text("log-level")).flatMap { Logger.Level(rawValue: $0) } ?? level
        return logger
    }

    /// How log lines are written.
    var format: LogFormat {
        let expected = LogFormat.allCases.map(\.rawValue).joined(separator: " or ")
        return logFormat ?? Environment.value("log-format", of: expected) { LogFormat(rawValue: $0) } ?? .standard
    }

    /// The key `/metrics` is read with; nil where no file is named.
    func metricsKey() throws(CommandError) -> String? {
        guard let path = metricsKeyFile ?? Environment.text("metrics-key-file") else { return nil }
        let key = try SecretFile.text(path, option: "metrics-key-file")
        guard key.utf8.count >= 16, key.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw CommandError(
                .usage,
                "--metrics-key-file: \(path): expected 16 letters, digits or signs at least, found something else",
                remedy: "Make one: openssl rand -hex 32"
            )
        }
        return key
    }

    /// Says how far a start is: to people a sentence, and a line of the log where that is read by programs.
    func say(_ sentence: String, on console: Console, _ logger: Logger) {
        switch format {
        case .text: console.say(sentence)
        case .json: if !console.isQuiet { logger.notice("\(sentence)") }
        }
    }

    /// Where photos are kept: where the options say, or beside the program's own database; nil where neither is.
    func photosFolder(beside dataDirectory: String?) -> String? {
        photos ?? Environment.text("photos") ?? dataDirectory.map { "\($0)/photos" }
    }

    /// By what mails leave; nil where nobody has said whom they are from.
    var mail: MailSettings? {
        mailFromText.flatMap { MailAddress($0) }.map { MailSettings(sendmail: sendmail, from: $0) }
    }

    /// Where the pages are, where it was said.
    var siteOrigin: SiteOrigin? { originText.flatMap { SiteOrigin($0) } }

    private var mailFromText: String? { mailFrom ?? Environment.text("mail-from") }
    private var originText: String? { origin ?? Environment.text("origin") }

    /// The address as a client writes it: what listens everywhere answers on this machine's own address.
    func address(port: Int) -> String {
        let name = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        return "http://\(name):\(port)"
    }
}
