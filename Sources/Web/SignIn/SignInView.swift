/// What `sign-in.mustache` shows.
struct SignInView: Sendable {
    /// What the visitor came from or did.
    enum Reason: Sendable {
        case asked
        case signedOut
        case lost
    }

    let to: String
    /// What the city's own sign-in is called; nil where there is none.
    let provider: String?
    var openIDError: String? { didSet { count() } }
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
        provider: String? = nil,
        reason: Reason = .asked,
        isForeign: Bool = false
    ) {
        self.to = to.text
        self.provider = provider
        self.email = email
        self.name = name
        isSignedOut = reason == .signedOut
        isLost = reason == .lost
        onward = isForeign ? to.text : nil
    }

    private mutating func count() {
        hasErrors = [openIDError, emailError, passwordError, keyError, nameError].contains { $0 != nil }
    }
}
