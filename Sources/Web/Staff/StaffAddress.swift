import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// A page for staff that a visitor asked for and is brought to after signing in.
///
/// Only the desk's and the board's own addresses can be one, so that a sign-in never sends anybody elsewhere.
struct StaffAddress: Sendable, Hashable {
    static let desk = StaffAddress()

    /// The path and the query.
    let text: String

    private init() { text = "/desk" }

    /// Reads an address; nil for any other site's, any other page's, and the sign-in itself.
    init?(_ text: String) {
        let path = text.prefix { $0 != "?" }
        guard text.utf8.count <= 1000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C && $0 != 0x23 }),
            Self.isStaff(path: path),
            !path.contains("//"), !path.contains("/."), !path.hasPrefix("/desk/sign-"),
            !path.hasPrefix("/desk/join")
        else { return nil }
        self.text = text
    }

    /// The page a request asked for; of a form's POST the page the form stood on.
    init(_ request: Request) {
        guard request.method == .get || request.method == .head else {
            self.init(form: request)
            return
        }
        let path = request.uri.path
        self = StaffAddress(request.uri.query.map { "\(path)?\($0)" } ?? path) ?? .desk
    }

    /// The page that a form with this address stands on: the address without its last word.
    init(form request: Request) {
        let page = request.uri.path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        self = StaffAddress(page) ?? .desk
    }

    /// Where somebody begins who asked for no page: the first that their permissions open.
    static func first(for permissions: Set<StaffPermission>) -> StaffAddress {
        permissions.contains(.read) ? .desk : StaffAddress("/dispatch") ?? .desk
    }

    /// Whether a path is one of staff's pages.
    static func isStaff(path: some StringProtocol) -> Bool {
        ["/desk", "/dispatch"].contains { path == $0 || path.hasPrefix("\($0)/") }
    }

    /// Where to sign in for it; `isLost` where something was sent that nobody read.
    func signIn(isLost: Bool) -> String {
        var parameters = [FormParameters.Parameter(name: "to", value: text)]
        if isLost { parameters.append(FormParameters.Parameter(name: "lost", value: "1")) }
        return "/desk/sign-in?\(FormParameters(parameters).encoded)"
    }
}
