import HTTPTypes
import Hummingbird
import Postgres
import Store

/// Lets staff in: every page of the desk and the board asks it first.
///
/// The session is looked up each time, in the city of the host, so one of another city, an ended one, and one whose key
/// was revoked are all nothing here.
struct StaffDoor: Sendable {
    let cities: Cities
    let pool: PostgresPool
    let uses: KeyUses

    /// The visit of somebody signed in whose key may be used for this.
    ///
    /// Throws the way to the sign-in page for everybody else, and a refusal where the key lacks the scope.
    func visit(_ request: Request, for scope: APIScope) async throws -> StaffVisit {
        let visit = try PageVisit(request, cities: cities)
        guard let token = StaffCookie(request).token(in: request),
            let session = try await sessions(of: visit.city).session(token)
        else { throw Self.signIn(request) }
        uses.note(session.keyPrefix, in: visit.city.code)
        guard session.scopes.contains(scope) else {
            throw Refusal(
                .forbidden,
                "scope_missing",
                "the key you signed in with may not be used for this: it lacks the scope \(scope.rawValue)"
            )
        }
        return StaffVisit(visit, session: session)
    }

    /// A city's sessions.
    func sessions(of city: City) -> StaffSessions {
        StaffSessions(pool: pool, jurisdiction: city.row)
    }

    private static func signIn(_ request: Request) -> Refusal {
        let isLost = request.method == .post
        let address = StaffAddress(request).signIn(isLost: isLost)
        return Refusal(.seeOther, "sign_in", "expected somebody signed in, found nobody", headers: [.location: address])
    }
}
