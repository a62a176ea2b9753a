import HTTPTypes
import Hummingbird

/// Where the way back of an item or a request leads: to the list it was opened from, else to where such pages are at home.
struct WayBack: Sendable, Hashable {
    let address: String
    let label: String

    static let desk = WayBack(address: "/desk", label: "Back to the desk")
    static let board = WayBack(address: "/dispatch", label: "Back to the board")

    /// Longer addresses are no list's.
    private static let longest = 2000

    /// Goes by what the browser says it comes from: only a list of this very site counts.
    static func list(before request: Request, else other: WayBack) -> WayBack {
        guard let from = request.headers[.referer], from.utf8.count <= longest, let origin = try? request.origin(),
            from.hasPrefix("\(origin)/")
        else { return other }
        let address = String(from.dropFirst(origin.count))
        let isList = ["/desk/items?", "/dispatch/items?"].contains { address.hasPrefix($0) }
        return isList ? WayBack(address: address, label: "Back to the list") : other
    }
}
