import ServiceRequests
import Store

/// What `join.mustache` shows.
struct JoinView: Sendable {
    let heading: String
    let address: String
    let email: String
    let name: String
    let role: String
    let minimum: Int
    /// What the city's own sign-in is called; nil where there is none.
    let provider: String?
    var openIDError: String? { didSet { hasErrors = true } }
    private(set) var passwordError: String?
    private(set) var againError: String?
    /// Stored, because templates see nothing that is computed.
    private(set) var hasErrors = false

    init(_ token: String, _ account: StaffAccount, in city: City, provider: String?) {
        self.provider = provider
        heading =
            provider != nil
            ? "Choose how you sign in"
            : account.standing == .joined ? "Choose a new password" : "Choose a password"
        address = "\(JoinRoutes.path)/\(token)"
        email = account.email
        name = account.name
        let department = city.catalog.department(account.department)?.name.text() ?? account.department
        role = account.role.isCityWide ? account.role.title : "\(account.role.title), \(department)"
        minimum = Password.minimum
    }

    /// Tells a problem beside its field.
    mutating func show(_ problem: WordedProblem) {
        hasErrors = true
        if problem.field == "again" { againError = problem.words } else { passwordError = problem.words }
    }
}
