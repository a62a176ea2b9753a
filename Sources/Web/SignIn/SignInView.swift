/// What `sign-in.mustache` shows.
struct SignInView: Sendable {
    /// What the visitor came from or did.
    enum Reason: Sendable {
        case asked
        case signedOut
        case lost
    }

    let to: String
    let email: String
    let name: String
    var emailError: String? { didSet { count() } }
    var passwordError: String? { didSet { count() } }
    var keyError: String? { didSet { count() } }
    var nameError: String? { didSet { count() } }
    /// Stored, because templates see nothing that is computed.
    private(set) var hasErrors = false
    let isSignedOut: Bool
    let isLost: Bool
    /// A link for who comes from another site's page: the browser withholds the cookie until the next click here.
    let onward: String?

    init(
        to: StaffAddress,
        email: String = "",
        name: String = "",
        reason: Reason = .asked,
        isForeign: Bool = false
    ) {
        self.to = to.text
        self.email = email
        self.name = name
        isSignedOut = reason == .signedOut
        isLost = reason == .lost
        onward = isForeign ? to.text : nil
    }

    private mutating func count() {
        hasErrors = [emailError, passwordError, keyError, nameError].contains { $0 != nil }
    }
}
