// For `precomposedStringWithCanonicalMapping`, which FoundationEssentials lacks.
import Foundation

/// A password somebody typed, in the form that is compared: canonically composed, because keyboards differ.
///
/// The rules are those of NIST SP 800-63B: long, no demands on which characters, nothing that is easily guessed.
public struct Password: Sendable {
    /// What keeps a password from being one.
    public enum Fault: Sendable, Hashable {
        /// Fewer than `minimum` characters.
        case tooShort
        /// More than `maximum` bytes.
        case tooLong
        /// So many people have it, or it repeats or counts on so simply, that it is guessed first.
        case common
        /// The person's own address, name or city in other words.
        case personal
    }

    /// The fewest characters of a new one.
    public static let minimum = 12
    /// The most bytes.
    public static let maximum = 512

    let text: String

    /// Takes what was typed at sign-in; nil for more than any password has.
    public init?(_ typed: String) {
        let composed = typed.precomposedStringWithCanonicalMapping
        guard composed.utf8.count <= Self.maximum, !composed.isEmpty else { return nil }
        text = composed
    }

    /// Takes a new password of somebody about whom `own` words are known: parts of the address, the name, the city.
    public static func new(_ typed: String, own: [String]) -> Result<Password, PasswordProblem> {
        guard let password = Password(typed) else {
            return .failure(PasswordProblem(typed.isEmpty ? .tooShort : .tooLong))
        }
        let fault = password.fault(own: own)
        return fault.map { .failure(PasswordProblem($0)) } ?? .success(password)
    }

    private func fault(own: [String]) -> Fault? {
        guard text.count >= Self.minimum else { return .tooShort }
        var rest = text.lowercased()
        for word in own.map({ $0.lowercased() }) where word.count >= 3 {
            rest = rest.replacing(word, with: "")
        }
        if rest.count < text.count, Self.isWeak(rest) || rest.count < Self.minimum / 2 { return .personal }
        return Self.isWeak(text.lowercased()) ? .common : nil
    }

    /// Whether so little is left when runs, repeats and the words everybody uses are taken out.
    private static func isWeak(_ text: String) -> Bool {
        var rest = text
        for word in usual { rest = rest.replacing(word, with: "") }
        let scalars = Array(rest.unicodeScalars.map { Int($0.value) })
        // What only goes on from its neighbour (aaaa, 1234, fedc) says nothing new.
        let steps = zip(scalars, scalars.dropFirst()).filter { abs($1 - $0) > 1 }.count
        return Set(scalars).count < 5 || steps < 4
    }

    /// The beginnings of most passwords that leaked, and what is typed beside them.
    private static let usual = [
        "password", "passwort", "passwd", "contraseña", "qwertyuiop", "qwerty", "asdfghjkl", "asdf", "zxcvbnm",
        "letmein", "welcome", "iloveyou", "princess", "dragon", "monkey", "football", "baseball", "sunshine", "master",
        "shadow", "superman", "batman", "trustno1", "abc123", "admin", "login", "dispatch", "changeme", "secret",
    ]
}

/// Why a password was not taken.
public struct PasswordProblem: Error, Hashable {
    /// What is wrong with it.
    public let fault: Password.Fault

    init(_ fault: Password.Fault) {
        self.fault = fault
    }
}
