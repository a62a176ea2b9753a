import ArgumentParser
import Logging

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
        help: ArgumentHelp("How much is logged: trace, debug, info, notice, warning, error.", valueName: "level")
    )
    var logLevel: String?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port: expected 0 to 65535, found \(port)")
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
        var logger = Logger(label: "dispatch311.\(label)")
        logger.logLevel = (logLevel ?? Environment.text("log-level")).flatMap { Logger.Level(rawValue: $0) } ?? level
        return logger
    }

    /// Where photos are kept: where the options say, or beside the program's own database; nil where neither is.
    func photosFolder(beside dataDirectory: String?) -> String? {
        photos ?? Environment.text("photos") ?? dataDirectory.map { "\($0)/photos" }
    }

    /// The address as a client writes it: what listens everywhere answers on this machine's own address.
    func address(port: Int) -> String {
        let name = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        return "http://\(name):\(port)"
    }
}
