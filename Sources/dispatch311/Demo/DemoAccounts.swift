import Glibc
import Postgres
import ServiceRequests
import Store
import Synchronization

/// People to sign in as while the demo runs, one of each role, with a password in a file only its owner can read.
///
/// Each run chooses another password. Afterwards nobody knows it: the file is gone, and whoever was signed in is not any
/// more.
final class DemoAccounts: Sendable {
    /// The file.
    let path = "/tmp/dispatch311-demo-\(getpid()).password"

    private let pool: PostgresPool
    private let jurisdiction: String
    private let made = Mutex<[Int32]>([])

    /// Prepares; nothing is made yet.
    init(pool: PostgresPool, jurisdiction: String) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Makes the accounts that are not there yet, crew and lead in a department, and gives all of them the password; tells
    /// the mail addresses.
    func make(department: String) async throws(CommandError) -> [String] {
        // Random hexadecimal digits repeat and count on too seldom to be refused.
        let text = [UInt8].random(count: 12).hexadecimal
        guard let password = Password(text) else {
            throw CommandError(.findings, "expected a random password, found none")
        }
        let people = StaffRole.allCases.map { role in
            StaffInvitation(
                email: "\(role.rawValue)@demo.example",
                name: "demo-\(role.rawValue)",
                department: role.isCityWide ? Department.triage : department,
                role: role
            )
        }
        let accounts = try await accounts()
        for person in people { try await open(person, password, accounts) }
        unlink(path)
        try SecretFile.write(text, to: path)
        return people.map(\.email)
    }

    /// Ends what was made, as far as it can be ended: a later run makes it anew.
    func end() async {
        unlink(path)
        let numbers = made.withLock { made in
            defer { made = [] }
            return made
        }
        guard !numbers.isEmpty else { return }
        // Runs to its end although the demo was cancelled: no session must be left behind.
        await Task { [self] in
            guard let accounts = try? await accounts() else { return }
            for number in numbers { _ = try? await accounts.signOutEverywhere(number) }
        }.value
    }

    private func accounts() async throws(CommandError) -> StaffAccounts {
        do throws(StoreError) {
            let row = try await Jurisdictions(pool: pool).open(jurisdiction)
            return StaffAccounts(pool: pool, jurisdiction: row, checks: PasswordChecks())
        } catch {
            throw CommandError(error)
        }
    }

    private func open(
        _ person: StaffInvitation,
        _ password: Password,
        _ accounts: StaffAccounts
    ) async throws(CommandError) {
        let joined: StaffAccounts.JoinOutcome
        do throws(StoreError) {
            var link: String?
            switch try await accounts.invite(person) {
            case .invited(_, let token): link = token
            case .addressTaken(let account):
                _ = try await accounts.set(account.id, disabled: false)
                _ = try await accounts.change(
                    account.id,
                    to: StaffAccounts.Change(name: person.name, department: person.department, role: person.role)
                )
                link = try await accounts.renew(account.id)
            case .nameTaken: break
            }
            joined = if let link { try await accounts.join(link, password: password) } else { .over }
        } catch {
            throw CommandError(error)
        }
        guard case .joined(let number) = joined else {
            throw CommandError(.findings, "expected the account \(person.email) to be the demo's, found another's")
        }
        made.withLock { $0.append(number) }
    }
}
