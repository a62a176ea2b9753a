import ArgumentParser
import OpenIDConnect

/// The city's own sign-in, as staff's second door.
struct OpenIDOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The issuer of the city's own sign-in (OpenID Connect), letter by letter; without it there is no second door.",
            discussion: "The provider sends browsers back to https://HOST/desk/sign-in/openid/return, for each host.",
            valueName: "url"
        )
    )
    var openidIssuer: String?

    @Option(name: .long, help: ArgumentHelp("What the provider calls this program.", valueName: "id"))
    var openidClientId: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of the secret it shares with the provider; without one it is a public client.",
            valueName: "file"
        )
    )
    var openidClientSecretFile: String?

    @Option(name: .long, help: ArgumentHelp("What staff call it.", valueName: "name"))
    var openidName = Environment.text("openid-name", default: "City sign-in")

    func validate() throws {
        if let text = issuerText, ProviderAddress(issuer: text) == nil {
            throw ValidationError(
                "--openid-issuer: expected https://NAME without a query, or http:// on this machine, "
                    + "found \"\(text.escaped)\""
            )
        }
        for (name, value) in [("client-id", clientID), ("client-secret-file", secretFile)] where issuerText == nil {
            if value != nil {
                throw ValidationError("--openid-\(name): expected --openid-issuer beside it, found none")
            }
        }
        if issuerText != nil, clientID == nil {
            throw ValidationError("--openid-issuer: expected --openid-client-id beside it, found none")
        }
        if let text = clientID, !(1...255).contains(text.utf8.count) || !text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) {
            throw ValidationError("--openid-client-id: expected 1 to 255 plain letters, found \"\(text.escaped)\"")
        }
        guard (1...40).contains(openidName.count), !openidName.contains(where: \.isNewline) else {
            throw ValidationError("--openid-name: expected 1 to 40 letters, found \"\(openidName.escaped)\"")
        }
    }

    /// What the server is told; nil where nothing is set up.
    ///
    /// Nothing is asked of the provider.
    func settings() throws(CommandError) -> ProviderSettings? {
        guard let issuer = issuerText.flatMap({ ProviderAddress(issuer: $0) }), let clientID else { return nil }
        var secret: String?
        if let path = secretFile {
            secret = try SecretFile.text(path, option: "openid-client-secret-file")
        }
        return ProviderSettings(issuer: issuer, clientID: clientID, clientSecret: secret, name: openidName)
    }

    private var issuerText: String? { openidIssuer ?? Environment.text("openid-issuer") }
    private var clientID: String? { openidClientId ?? Environment.text("openid-client-id") }
    private var secretFile: String? { openidClientSecretFile ?? Environment.text("openid-client-secret-file") }
}
