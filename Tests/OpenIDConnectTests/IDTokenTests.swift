import Foundation
import JWTKit
import Testing

@testable import OpenIDConnect

@Suite struct IDTokenTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let rules = IDTokenRules(
        issuer: "https://id.example.gov",
        clientID: "dispatch311",
        nonce: "n-1",
        leeway: .seconds(60)
    )

    /// Good claims, but for what a case changes.
    static func claims(
        iss: String = "https://id.example.gov",
        sub: String = "u-17",
        aud: [String] = ["dispatch311"],
        azp: String? = nil,
        exp: Double = 300,
        iat: Double = -2,
        nonce: String? = "n-1"
    ) -> IDTokenClaims {
        let now = now.timeIntervalSince1970
        return IDTokenClaims(
            iss: iss,
            sub: sub,
            aud: .init(aud),
            azp: azp,
            exp: now + exp,
            iat: now + iat,
            nonce: nonce
        )
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let claims: IDTokenClaims
        let fault: IDTokenFault?

        init(_ words: String, _ claims: IDTokenClaims, _ fault: IDTokenFault?) {
            (testDescription, self.claims, self.fault) = (words, claims, fault)
        }
    }

    static let cases = [
        Case("good", claims(), nil),
        Case("for several, and asked for by us", claims(aud: ["other", "dispatch311"], azp: "dispatch311"), nil),
        Case("for us, and asked for by us", claims(azp: "dispatch311"), nil),
        Case("a clock that is a little ahead", claims(iat: 59), nil),
        Case("just over, within the leeway", claims(exp: -59), nil),
        Case("another issuer", claims(iss: "https://evil.example"), .issuer),
        Case("the issuer with a slash", claims(iss: "https://id.example.gov/"), .issuer),
        Case("another audience", claims(aud: ["other"]), .audience),
        Case("no audience", claims(aud: []), .audience),
        Case("for several, asked for by nobody", claims(aud: ["dispatch311", "other"]), .audience),
        Case("for several, asked for by another", claims(aud: ["dispatch311", "other"], azp: "other"), .audience),
        Case("for us, asked for by another", claims(azp: "other"), .audience),
        Case("over", claims(exp: -61), .expired),
        Case("of the future", claims(iat: 61), .issueTime),
        Case("of long ago", claims(iat: -700), .issueTime),
        Case("another nonce", claims(nonce: "n-2"), .nonce),
        Case("no nonce", claims(nonce: nil), .nonce),
        Case("nobody", claims(sub: ""), .malformed),
        Case("a subject that is too long", claims(sub: String(repeating: "x", count: 256)), .malformed),
        Case("a subject with a line's end", claims(sub: "a\nb"), .malformed),
    ]

    @Test(arguments: cases)
    func `a token whose signature is good says what it must`(_ each: Case) async throws {
        let house = try TokenHouse()
        let token = try await house.token(each.claims, .es256, key: "e1")
        let found = await Self.fault(of: token, try KeySet(house.published))
        #expect(found == each.fault)
    }

    /// A way to sign, the name the key is given, and what is wrong with that.
    struct Signing: Sendable {
        let pen: TokenHouse.Pen
        let key: String?
        let fault: IDTokenFault?

        init(_ pen: TokenHouse.Pen, _ key: String?, _ fault: IDTokenFault? = nil) {
            (self.pen, self.key, self.fault) = (pen, key, fault)
        }
    }

    static let signings: [Signing] = [
        Signing(.rs256, "r1"), Signing(.ps256, "r1"), Signing(.es256, "e1"), Signing(.rs256, nil), Signing(.es256, nil),
        Signing(.rs256, "r2", .unknownKey), Signing(.rs256, "e1", .unknownKey), Signing(.es256, "r1", .unknownKey),
        Signing(.strangers, "r1", .signature), Signing(.strangers, nil, .signature),
        Signing(.rs512, "r1", .algorithm), Signing(.hs256, "r1", .algorithm), Signing(.hs256, nil, .algorithm),
        Signing(.none, nil, .algorithm),
    ]

    @Test(arguments: signings)
    func `only the provider's own keys sign`(_ each: Signing) async throws {
        let house = try TokenHouse()
        let token = try await house.token(Self.claims(), each.pen, key: each.key)
        #expect(await Self.fault(of: token, try KeySet(house.published)) == each.fault)
    }

    @Test func `a letter changed anywhere is seen`() async throws {
        let house = try TokenHouse()
        let keys = try KeySet(house.published)
        let token = try await house.token(Self.claims(), .rs256, key: "r1")
        let other = try await house.token(Self.claims(sub: "u-18"), .rs256, key: "r1")
        let (parts, others) = (token.split(separator: "."), other.split(separator: "."))
        #expect(await Self.fault(of: "\(parts[0]).\(others[1]).\(parts[2])", keys) == .signature)
        #expect(await Self.fault(of: "\(parts[0]).\(parts[1]).\(others[2])", keys) == .signature)
        #expect(await Self.fault(of: "\(parts[0]).\(parts[1]).", keys) == .signature)
        // What is signed is the header too: its algorithm cannot be changed for one that fits the same key.
        let header = SignInAttempt.text(Array(#"{"alg":"PS256","kid":"r1"}"#.utf8))
        #expect(await Self.fault(of: "\(header).\(parts[1]).\(parts[2])", keys) == .signature)
    }

    @Test(
        arguments: [
            "", "a", "a.b", "..", "a.b.c.d", "e30.e30.e30", "eyJhbGciOjF9.e30.e30",
            "\(SignInAttempt.text(Array(#"{"alg":"ES256","crit":["b64"],"b64":false}"#.utf8))).e30.e30",
            String(repeating: "a", count: 20_000),
        ]
    )
    func `what is no token is told so`(token: String) async throws {
        #expect(await Self.fault(of: token, try KeySet(TokenHouse().published)) == .malformed)
    }

    @Test func `a signed token without what every ID token has is none`() async throws {
        let house = try TokenHouse()
        struct Bare: JWTPayload {
            let sub: String
            func verify(using algorithm: some JWTAlgorithm) {}
        }
        let keys = await JWTKeyCollection().add(ecdsa: house.ec)
        let token = try await keys.sign(Bare(sub: "u-17"))
        #expect(await Self.fault(of: token, try KeySet(house.published)) == .malformed)
    }

    private static func fault(of token: String, _ keys: KeySet) async -> IDTokenFault? {
        do throws(IDTokenFault) {
            let subject = try await rules.subject(of: token, keys: keys, now: now)
            return subject == "u-17" ? nil : .malformed
        } catch {
            return error
        }
    }
}
