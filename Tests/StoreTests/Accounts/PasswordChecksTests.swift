import TestSupport
import Testing

@testable import Store

@Suite struct PasswordChecksTests {
    @Test func `a hash is of its password only, and never the same twice`() async throws {
        let checks = PasswordChecks()
        let password = try #require(Password("seven green bicycles"))
        let other = try #require(Password("seven green bicycle"))
        let one = try #require(await checks.hash(password))
        let two = try #require(await checks.hash(password))
        #expect(one != two)
        #expect(one.text.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
        #expect(await checks.matches(password, one.text) == true)
        #expect(await checks.matches(other, one.text) == false)
    }

    @Test func `letters that look the same are the same, however they were typed`() async throws {
        let checks = PasswordChecks()
        let composed = try #require(Password("caf\u{E9} au lait, deux"))
        let decomposed = try #require(Password("cafe\u{301} au lait, deux"))
        let hash = try #require(await checks.hash(composed))
        #expect(await checks.matches(decomposed, hash.text) == true)
    }

    @Test func `RFC 7914's own example comes out`() async throws {
        // Section 12: password "pleaseletmein", salt "SodiumChloride", N 16384, r 8, p 1; the first 32 bytes.
        let stored = "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="
        let checks = PasswordChecks()
        #expect(await checks.matches(try #require(Password("pleaseletmein")), stored) == true)
        #expect(await checks.matches(try #require(Password("pleaseletmeout")), stored) == false)
    }

    @Test(
        arguments: [
            "", "plain", "$scrypt$", "$scrypt$ln=63,r=8,p=1$AAAA$AAAA", "$scrypt$ln=15,r=99,p=99$AAAA$AAAA",
            "$2b$12$abcdefghijklmnopqrstuv",
        ]
    )
    func `what is no hash of ours matches nothing`(stored: String) async throws {
        #expect(await PasswordChecks().matches(try #require(Password("seven green bicycles")), stored) == false)
    }

    @Test func `where nothing is stored nothing matches, and it is looked at all the same`() async throws {
        #expect(await PasswordChecks().matches(try #require(Password("seven green bicycles")), nil) == false)
    }

    @Test func `who comes when the line is full is told so, and the others are answered`() async throws {
        let checks = PasswordChecks(longestLine: 2)
        let password = try #require(Password("seven green bicycles"))
        let answers = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<6 { group.addTask { await checks.matches(password, nil) } }
            return await group.reduce(into: [Bool?]()) { $0.append($1) }
        }
        #expect(answers.filter { $0 == false }.count >= 2)
        #expect(answers.contains { $0 == nil })
        #expect(await checks.matches(password, nil) == false)
    }
}
