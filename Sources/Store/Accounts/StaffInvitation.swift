/// Whom to invite, and as what.
public struct StaffInvitation: Sendable, Hashable {
    /// How long a link that invites, or gives a new password, can be used.
    public static let lifetime: Duration = .seconds(72 * 3600)

    /// The mail address the person will sign in with; a valid one.
    public let email: String
    /// What leases and the history will call the person: a number or a nickname, not a full name; one in its department.
    public let name: String
    /// The code of the department.
    public let department: String
    /// What the person will be.
    public let role: StaffRole

    /// Creates one; nobody is asked yet.
    public init(email: String, name: String, department: String, role: StaffRole) {
        self.email = email
        self.name = name
        self.department = department
        self.role = role
    }

    /// What became of it.
    public enum Outcome: Sendable, Hashable {
        /// The account is there; whoever has the token, 64 hexadecimal digits, can take it up once.
        case invited(StaffAccount, token: String)
        /// Somebody signs in with this address already, or was invited with it.
        case addressTaken(StaffAccount)
        /// Somebody else of the department goes by this name.
        case nameTaken
    }
}
