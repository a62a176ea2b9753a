import Testing

@testable import OpenIDConnect

@Suite struct ProviderDocumentTests {
    private static func settings(
        _ issuer: String = "https://id.example.gov",
        secret: String? = "s"
    ) throws -> ProviderSettings {
        ProviderSettings(
            issuer: try #require(ProviderAddress(issuer: issuer)),
            clientID: "d",
            clientSecret: secret,
            name: "City sign-in"
        )
    }

    private static func document(
        _ issuer: String = "https://id.example.gov",
        token: String = "https://id.example.gov/token",
        more: String = ""
    ) -> [UInt8] {
        Array(
            """
            {"issuer": "\(issuer)", "authorization_endpoint": "https://id.example.gov/authorize?tenant=1",
             "token_endpoint": "\(token)", "jwks_uri": "https://keys.example.gov/k"\(more)}
            """.utf8
        )
    }

    @Test func `a document of the issuer's is taken`() throws {
        let document = try ProviderDocument(Self.document(), of: Self.settings())
        #expect(document.token.text == "https://id.example.gov/token")
        #expect(!document.namesItself)
        let address = document.authorization.adding([("a b", "c&d=é")])
        #expect(address == "https://id.example.gov/authorize?tenant=1&a%20b=c%26d%3D%C3%A9")
    }

    @Test(
        arguments: [
            document("https://id.example.gov/"), document("https://evil.example"),
            document(token: "http://id.example.gov/token"), document(token: "http://127.0.0.1/token"),
            document(token: "https://localhost/token"), document(token: "javascript:alert(1)"),
            document(more: #", "code_challenge_methods_supported": ["plain"]"#),
            document(more: #", "token_endpoint_auth_methods_supported": ["private_key_jwt"]"#),
            Array("{}".utf8), Array("<html>".utf8), [],
        ]
    )
    func `any other is not`(bytes: [UInt8]) throws {
        #expect(throws: OpenIDError.self) { try ProviderDocument(bytes, of: Self.settings()) }
    }

    @Test func `how it wants to be told a secret matters only where there is one`() throws {
        let bytes = Self.document(more: #", "token_endpoint_auth_methods_supported": ["none"]"#)
        #expect(throws: Never.self) { try ProviderDocument(bytes, of: Self.settings(secret: nil)) }
    }

    @Test(
        arguments: [
            ("https://id.example.gov", true), ("https://id.example.gov:8443/realms/city", true),
            ("http://localhost:9400", true), ("http://127.0.0.1:9400", true), ("http://[::1]:9400", true),
            ("http://id.example.gov", false), ("http://localhost.evil.example", false), ("ftp://localhost", false),
            ("https://a:b@id.example.gov", false), ("https://id.example.gov#x", false), ("https://", false),
            ("https://id.example.gov?x=1", false), ("https://id.example.gov/ä", false), ("id.example.gov", false),
            ("", false),
        ]
    )
    func `an issuer is https, or on this machine`(text: String, isGood: Bool) {
        #expect((ProviderAddress(issuer: text) != nil) == isGood)
    }
}
