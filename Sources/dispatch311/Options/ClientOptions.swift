import ArgumentParser
import Web

/// Who is in front of the server, and how many reports it takes from one client.
struct ClientOptions: ParsableArguments {
    /// The most `--submissions-per-hour` may say.
    private static let most = 1_000_000

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The proxies in front, separated by commas: 10.0.0.5, 2001:db8::/64.",
            discussion: "Only their X-Forwarded-For is believed: who asks is its right-most address but theirs.",
            valueName: "ranges"
        )
    )
    var trustedProxies: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many reports an hour from one address on the internet are usual; 0 for as many as come.",
            discussion: "Up to four times as many go into quarantine. Streets of telephones may share an address.",
            valueName: "n"
        )
    )
    var submissionsPerHour = Environment.integer("submissions-per-hour", default: 600)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "After how many hours a report goes from quarantine to its owner though nobody has looked.",
            valueName: "n"
        )
    )
    var quarantineHours = Environment.integer("quarantine-hours", default: 4)

    func validate() throws {
        for text in rangeTexts where NetworkRange(text) == nil {
            throw ValidationError(
                "--trusted-proxies: expected an address or a range like 10.0.0.0/8 with no bits set behind its length, "
                    + "found \"\(text.escaped)\""
            )
        }
        guard (0...Self.most).contains(submissionsPerHour) else {
            throw ValidationError("--submissions-per-hour: expected 0 to \(Self.most), found \(submissionsPerHour)")
        }
        guard (1...168).contains(quarantineHours) else {
            throw ValidationError("--quarantine-hours: expected 1 to 168, found \(quarantineHours)")
        }
    }

    /// The proxies in front.
    var proxies: TrustedProxies { TrustedProxies(rangeTexts.compactMap { NetworkRange($0) }) }

    /// What one client may do.
    var limits: WebLimits {
        WebLimits(submissionsPerHour: submissionsPerHour == 0 ? nil : submissionsPerHour)
    }

    /// How long a report stays in quarantine at most.
    var quarantine: Duration { .seconds(quarantineHours * 3600) }

    private var rangeTexts: [String] {
        let text = trustedProxies ?? Environment.text("trusted-proxies") ?? ""
        return text.split(separator: ",").map { part in String(part.filter { $0 != " " }) }
    }
}
