import OpenIDConnect

extension Examination {
    /// Whether the city's own sign-in answers, as the first person who uses it would find it.
    func signIn() async -> Check {
        guard let provider else {
            return .good("Sign-in", "passwords and keys alone; --openid-issuer would name the city's own sign-in")
        }
        let issuer = provider.issuer.text
        do throws(OpenIDError) {
            let keys = try await Provider(provider).usableKeys()
            return keys > 0
                ? .good("Sign-in", "\(issuer) answers; \(NumberText.count(keys, "key"))")
                : .bad(
                    "Sign-in",
                    "\(issuer): expected a key for RS256, PS256 or ES256, found none",
                    remedy: "Have the provider sign with one of these; until then passwords and keys open the desk."
                )
        } catch {
            return .bad(
                "Sign-in",
                "\(issuer): \(error)",
                remedy: "Look at the issuer's address and at the network; until then passwords and keys open the desk."
            )
        }
    }
}
