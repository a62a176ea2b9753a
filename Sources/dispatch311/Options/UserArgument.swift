import ArgumentParser
import Postgres
import Store

/// The account a command is about, and the database it is in.
struct UserArgument: ParsableArguments {
    @Argument(help: "The mail address the person signs in with.")
    var email: String

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions

    /// Works with the account; throws where there is none.
    func withAccount(
        _ work:
            @escaping @Sendable (StaffAccounts, StaffAccount) async throws(StoreError) -> StaffAccounts.ChangeOutcome
    ) async throws {
        let (email, wanted) = (email, city.wanted)
        let place = try database.place()
        let outcome = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) -> StaffAccounts.ChangeOutcome in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                let accounts = StaffAccounts(pool: pool, jurisdiction: row, checks: PasswordChecks())
                do throws(StoreError) {
                    guard let account = try await accounts.account(email: email) else { return .unknown }
                    return try await work(accounts, account)
                } catch {
                    throw CommandError(error)
                }
            }
        }
        switch outcome {
        case .changed: return
        case .lastAdministrator:
            throw CommandError(.findings, "\(email): expected another administrator beside it, found none")
        case .unknown, .nameTaken:
            throw CommandError(.findings, "expected an account with the address \"\(email)\", found none")
        }
    }
}
