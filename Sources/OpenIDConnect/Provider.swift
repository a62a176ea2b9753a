#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The city's own sign-in: where it sends people, and who it says they are.
///
/// Nothing is asked before the first sign-in, so a provider that is away keeps no server from starting. What it says of itself
/// and its keys are kept for a while; after a failure it is left alone for a moment, and people are told at once.
public actor Provider {
    /// What it was set up with.
    public nonisolated let settings: ProviderSettings

    private let calls: ProviderCalls
    private var document = Kept<ProviderDocument>()
    private var keys = Kept<KeySet>()
    private var exchanges = 0

    /// Prepares one; nothing is asked yet.
    public init(_ settings: ProviderSettings) {
        self.settings = settings
        calls = ProviderCalls(limits: settings.limits)
    }

    /// Where to send a browser.
    ///
    /// - Parameters:
    ///   - attempt: the sign-in that begins.
    ///   - back: where the provider sends the browser back to; it has a list of these.
    ///   - isAsked: whether the person shall show the provider anew who they are, whoever is signed in there.
    /// - Returns: the address, with everything in its query.
    /// - Throws: `OpenIDError`, where the provider cannot be asked where its pages are.
    public func address(
        for attempt: SignInAttempt,
        back: String,
        isAsked: Bool
    ) async throws(OpenIDError) -> String {
        try await knownDocument().authorization.adding(
            [
                ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", back),
                ("scope", "openid"),
                ("state", attempt.state), ("nonce", attempt.nonce), ("code_challenge", attempt.challenge),
                ("code_challenge_method", "S256"),
            ] + (isAsked ? [("prompt", "login")] : [])
        )
    }

    /// Who somebody is who came back with a code: the provider's subject, which is good with its issuer only.
    ///
    /// Throws `OpenIDError`; a code is used up by asking, so the whole sign-in begins anew.
    public func subject(
        code: String,
        of attempt: SignInAttempt,
        issuer: String?,
        back: String
    ) async throws(OpenIDError) -> String {
        let document = try await knownDocument()
        // An answer of another provider's, mixed in (RFC 9207).
        guard issuer == nil ? !document.namesItself : issuer == settings.issuer.text else { throw .token(.issuer) }
        var form: [(name: String, value: String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back),
            ("code_verifier", attempt.verifier),
        ]
        if settings.clientSecret == nil { form.append(("client_id", settings.clientID)) }
        guard exchanges < settings.limits.maximumExchanges else { throw .crowded }
        exchanges += 1
        defer { exchanges -= 1 }
        let answer = try await calls.post(form, to: document.token.text, credentials: credentials, .token)
        let token = try TokenAnswer(answer).token
        let rules = IDTokenRules(
            issuer: settings.issuer.text,
            clientID: settings.clientID,
            nonce: attempt.nonce,
            leeway: settings.limits.leeway
        )
        let keys = try await knownKeys(of: document)
        do throws(IDTokenFault) {
            return try await rules.subject(of: token, keys: keys, now: Date())
        } catch .unknownKey {
            // It may have a new key since.
            guard let newer = try await newerKeys(of: document) else { throw .token(.unknownKey) }
            do throws(IDTokenFault) {
                return try await rules.subject(of: token, keys: newer, now: Date())
            } catch {
                throw .token(error)
            }
        } catch {
            throw .token(error)
        }
    }

    /// Asks it for its addresses and its keys, as the first sign-in would.
    ///
    /// - Returns: how many of its keys can be used; where there is none, nobody can be told who they are.
    /// - Throws: `OpenIDError`, saying what could not be had.
    public func usableKeys() async throws(OpenIDError) -> Int {
        try await knownKeys(of: try await knownDocument()).keys.count
    }

    // MARK: - What is kept

    /// The addresses hardly ever change: while they cannot be read anew, the old ones are used.
    private func knownDocument() async throws(OpenIDError) -> ProviderDocument {
        if let document = document.value(at: .now, settings.limits) { return document }
        if let failure = document.failure(at: .now, settings.limits) {
            guard let old = document.last else { throw failure }
            return old
        }
        do throws(OpenIDError) {
            let bytes = try await calls.get(ProviderDocument.address(of: settings.issuer), .discovery)
            let document = try ProviderDocument(bytes, of: settings)
            self.document.keep(document, at: .now)
            return document
        } catch {
            document.fail(error, at: .now)
            guard let old = document.last else { throw error }
            return old
        }
    }

    /// Keys may have been taken back: too old ones are not used.
    private func knownKeys(of document: ProviderDocument) async throws(OpenIDError) -> KeySet {
        if let keys = keys.value(at: .now, settings.limits) { return keys }
        if let failure = keys.failure(at: .now, settings.limits) { throw failure }
        return try await readKeys(of: document)
    }

    /// The keys read anew; nil where that was done a moment ago, so that made-up names cost the provider nothing.
    private func newerKeys(of document: ProviderDocument) async throws(OpenIDError) -> KeySet? {
        keys.mayBeReadAnew(at: .now, settings.limits) ? try await readKeys(of: document) : nil
    }

    private func readKeys(of document: ProviderDocument) async throws(OpenIDError) -> KeySet {
        do throws(OpenIDError) {
            let keys = try KeySet(try await calls.get(document.keys.text, .keys))
            self.keys.keep(keys, at: .now)
            return keys
        } catch {
            self.keys.fail(error, at: .now)
            throw error
        }
    }

    /// `client_secret_basic`: name and secret each as in a form (RFC 6749, 2.3.1).
    private var credentials: String? {
        settings.clientSecret.map { secret in
            let pair = "\(FormText.encoded(settings.clientID)):\(FormText.encoded(secret))"
            return "Basic \(Data(pair.utf8).base64EncodedString())"
        }
    }
}
