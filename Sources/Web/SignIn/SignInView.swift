/// What `sign-in.mustache` shows.
struct SignInView: Sendable {
    /// What the visitor came from or did.
    enum Reason: Sendable {
        case asked
        case signedOut
        case lost
    }

    let to: String
    let name: String
    let keyError: String?
    let nameError: String?
    let hasErrors: Bool
    let isSignedOut: Bool
    let isLost: Bool
    /// A link for who comes from another site's page: the browser withholds the cookie until the next click here.
    let onward: String?

    init(
        to: StaffAddress,
        name: String = "",
        keyError: String? = nil,
        nameError: String? = nil,
        reason: Reason = .asked,
        isForeign: Bool = false
    ) {
        self.to = to.text
        self.name = name
        self.keyError = keyError
        self.nameError = nameError
        hasErrors = keyError != nil || nameError != nil
        isSignedOut = reason == .signedOut
        isLost = reason == .lost
        onward = isForeign ? to.text : nil
    }
}
