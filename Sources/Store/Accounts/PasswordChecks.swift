import Boundaries

/// Makes and compares hashes of passwords, one at a time on a thread of its own.
///
/// One comparison needs 32 MiB and a tenth of a second of a processor, so however many ask, the server's other work goes on;
/// who comes when the line is full is told so.
public actor PasswordChecks {
    private let longestLine: Int
    private var line = 0
    private var last: Task<Void, Never>?
    private let cost: PasswordCost
    private lazy var decoy = PasswordHash.decoy(at: cost)

    /// Lets so many stand in line, the one at work included; new hashes are made at a cost.
    public init(longestLine: Int = 16, cost: PasswordCost = .standard) {
        self.longestLine = longestLine
        self.cost = cost
    }

    /// Whether a password is the stored one; nil where the line is full.
    ///
    /// Takes the same time where nothing is stored.
    func matches(_ password: Password, _ stored: String?) async -> Bool? {
        let hash = stored.map { PasswordHash(stored: $0) } ?? decoy
        let answer = await inLine { hash.matches(password) }
        return stored == nil ? answer.map { _ in false } : answer
    }

    /// The hash to be kept; nil where the line is full.
    func hash(_ password: Password) async -> PasswordHash? {
        await inLine { [cost] in PasswordHash(of: password, at: cost) } ?? nil
    }

    private func inLine<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value? {
        guard line < longestLine else { return nil }
        line += 1
        defer { line -= 1 }
        let before = last
        let mine = Task<Value, Never> {
            await before?.value
            return await OwnThread.run { () throws(Never) in work() }
        }
        last = Task { _ = await mine.value }
        return await mine.value
    }
}
