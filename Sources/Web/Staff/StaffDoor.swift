import HTTPTypes
import Hummingbird
import Postgres
import Store

/// Lets staff in: every page of `StaffRoute.all` asks it first.
///
/// The session is looked up each time, in the city of the host, so one of another city, an ended one, and one whose key
/// was revoked or whose account was shut are all nothing here.
struct StaffDoor: Sendable {
    let cities: Cities
    let pool: PostgresPool
    let uses: KeyUses
    /// The one line in which passwords are looked at.
    let passwords: PasswordChecks
    /// The one line in which those wait who got it wrong.
    let pace = SignInPace()

    /// The visit of somebody signed in who may do this; nil for what everybody signed in may.
    ///
    /// Throws the way to the sign-in page for everybody else, and a refusal where the role or the key does not allow it.
    func visit(_ request: Request, for permission: StaffPermission?) async throws -> StaffVisit {
        let visit = try PageVisit(request, cities: cities)
        guard let session = try await session(request, of: visit.city) else { throw Self.signIn(request) }
        if case .key(let prefix) = session.holder { uses.note(prefix, in: visit.city.code) }
        let staff = StaffVisit(visit, session: session)
        if let permission, !session.permissions.contains(permission) { throw Self.forbidden(permission, staff) }
        return staff
    }

    /// Who is signed in in a city; nil where nobody is.
    func session(_ request: Request, of city: City) async throws(StoreError) -> StaffSession? {
        guard let token = StaffCookie(request).token(in: request) else { return nil }
        return try await sessions(of: city).session(token)
    }

    /// Gives the browser a new session and leads to where it wanted to go, else to the first page it may see; what it had
    /// before is over.
    func enter(
        _ token: String,
        to address: StaffAddress?,
        said: String? = nil,
        _ request: Request,
        in city: City
    ) async throws -> Response {
        let entry = try await entry(token, to: address, said: said, request, in: city)
        return Pages.redirect(to: entry.address, headers: entry.headers)
    }

    /// Where somebody who comes in is led, and the headers that let them in.
    struct Entry: Sendable {
        let address: String
        let headers: HTTPFields
    }

    /// The same before it is an answer; what the browser had before is over.
    func entry(
        _ token: String,
        to address: StaffAddress?,
        said: String? = nil,
        _ request: Request,
        in city: City
    ) async throws -> Entry {
        let cookie = StaffCookie(request)
        let sessions = sessions(of: city)
        if let old = cookie.token(in: request) { try await sessions.close(old) }
        let permissions = try await sessions.session(token)?.permissions ?? []
        let address = (address ?? .first(for: permissions)).text
        return Entry(address: said.map { "\(address)?said=\($0)" } ?? address, headers: cookie.header(token))
    }

    /// A city's accounts.
    func accounts(of city: City) -> StaffAccounts {
        StaffAccounts(pool: pool, jurisdiction: city.row, checks: passwords)
    }

    /// A city's sessions.
    func sessions(of city: City) -> StaffSessions {
        StaffSessions(pool: pool, jurisdiction: city.row)
    }

    /// That the role or the key does not allow something.
    static func forbidden(_ permission: StaffPermission, _ visit: StaffVisit) -> Refusal {
        switch visit.session.holder {
        case .key:
            Refusal(
                .forbidden,
                "scope_missing",
                "the key you signed in with may not be used for this: it lacks the scope \(permission.rawValue)"
            )
        case .account(_, let role):
            Refusal(
                .forbidden,
                "role_missing",
                "you are signed in as \(role.words), who may not do this. "
                    + "Whoever keeps the accounts here can change what you may do"
            )
        }
    }

    private static func signIn(_ request: Request) -> Refusal {
        let isLost = request.method == .post
        let address = StaffAddress(request).signIn(isLost: isLost)
        return Refusal(.seeOther, "sign_in", "expected somebody signed in, found nobody", headers: [.location: address])
    }
}
