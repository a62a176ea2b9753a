import ServiceRequests

/// What `layout.mustache` shows around every page.
struct PageFrame: Sendable {
    /// An entry of the navigation.
    struct Link: Sendable {
        let address: String
        let label: String
        let isCurrent: Bool
    }

    let title: String
    let language: String
    let direction: String
    let cityName: String?
    let notice: String?
    let emergency: String?
    let links: [Link]
    /// The department whose key opened the session, where there is one.
    let staffName: String?
    let styleAddress: String
    let iconAddress: String

    init(_ page: Page, for visit: PageVisit?, assets: Assets) {
        let city = visit?.city
        let language = visit?.language ?? "en"
        self.language = language
        direction = Self.rightToLeft.contains(language) ? "rtl" : "ltr"
        cityName = city?.catalog.jurisdiction.name.text(in: language)
        title = [page.title, cityName, "Dispatch311"].compactMap(\.self).joined(separator: " – ")
        notice = city?.catalog.jurisdiction.notice?.text(in: language)
        emergency = page.audience == .resident ? city?.catalog.jurisdiction.emergency.text(in: language) : nil
        staffName = visit?.staffName
        styleAddress = assets.address(of: "dispatch311.css")
        iconAddress = assets.address(of: "icon.svg")
        let path = visit?.path ?? ""
        links = (visit == nil ? [] : Self.links(page.audience)).map { address, label in
            let isCurrent = address == "/" ? path == "/" : path == address || path.hasPrefix(address + "/")
            return Link(address: address, label: label, isCurrent: isCurrent)
        }
    }

    private static let rightToLeft: Set = ["ar", "fa", "he", "ur", "yi"]

    private static func links(_ audience: Page.Audience) -> [(String, String)] {
        switch audience {
        case .resident: [("/", "Services"), ("/report", "Report a problem"), ("/follow", "Follow a report")]
        case .staff: [("/desk", "Desk"), ("/dispatch", "Board"), ("/", "Resident pages")]
        }
    }
}
