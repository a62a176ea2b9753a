/// What a guess of a password costs whoever has got hold of the hashes: scrypt's settings (RFC 7914).
public struct PasswordCost: Sendable, Hashable {
    let logRounds: Int
    let blockSize: Int
    let parallelism: Int

    /// 32 MiB and about a tenth of a second, one of the settings that OWASP's cheat sheet on storing passwords gives as equal.
    public static let standard = PasswordCost(logRounds: 15, blockSize: 8, parallelism: 3)

    /// A hundredth of it, for tests alone: they make hundreds of accounts, with code that is not optimised.
    public static let quick = PasswordCost(logRounds: 10, blockSize: 8, parallelism: 1)
}
