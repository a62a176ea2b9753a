import GeoReport
import ServiceRequests

/// What `layout.mustache` shows around every page.
struct PageFrame: Sendable {
    /// An entry of the navigation.
    struct Link: Sendable {
        let address: String
        let label: String
        let isCurrent: Bool
    }

    /// The page in another language.
    struct Translation: Sendable {
        let language: String
        /// What the language calls itself.
        let name: String
        let address: String
    }

    let title: String
    let language: String
    let direction: String
    let cityName: String?
    let notice: String?
    let emergency: String?
    /// Where the city's own name leads.
    let home: String
    let links: [Link]
    let hasLinks: Bool
    /// The page's other languages; empty where changing would lose what a form holds.
    let translations: [Translation]
    /// Who is signed in, where somebody is.
    let staffName: String?
    /// Whether that is a person with an account, who has a page of it.
    let hasAccount: Bool
    /// Where the page's scripts are to be had.
    let scripts: [String]
    /// The feed that says the same as the page.
    let feed: String?
    /// The form that a change of language sends; nil where it is a link.
    ///
    /// Its button is in the form, where text browsers find it, and last there, because Enter in a field presses the first;
    /// the style puts it where the link is on other pages.
    let formID: String?
    /// What stands on a kiosk's pages instead of the navigation.
    let kiosk: KioskFrame?
    /// What a form that is sent as an address carries on unseen, by `{{> carried}}`: a browser drops the query of its action.
    let carried: [HiddenField]
    /// Who writes for a caller; nil where the resident writes.
    let clerk: Clerk?
    let styleAddress: String
    let iconAddress: String

    init(_ page: Page, for visit: PageVisit?, _ words: Words, names: Vocabulary, assets: Assets) {
        let city = visit?.city
        let language = visit?.language ?? Vocabulary.first
        self.language = language
        direction = Self.rightToLeft.contains(language) ? "rtl" : "ltr"
        cityName = city?.catalog.jurisdiction.name.text(in: language)
        title = [page.title, cityName, "Dispatch311"].compactMap(\.self).joined(separator: " – ")
        notice = city?.catalog.jurisdiction.notice?.text(in: language)
        emergency = page.audience == .resident ? city?.catalog.jurisdiction.emergency.text(in: language) : nil
        staffName = visit?.staff?.name
        hasAccount = visit?.staff?.hasAccount ?? false
        scripts = page.scripts.map { assets.address(of: $0) }
        feed = page.feed
        styleAddress = assets.address(of: "dispatch311.css")
        iconAddress = assets.address(of: "icon.svg")
        let path = visit?.path ?? ""
        kiosk = visit.flatMap { KioskFrame($0, draft: page.draft) }
        carried = (visit?.carried ?? []).map { HiddenField(name: $0.name, value: $0.value) }
        clerk = visit?.clerk
        home = kiosk?.home ?? visit?.address("/") ?? "/"
        let pages = visit == nil || kiosk != nil ? [] : Self.links(page.audience, visit?.staff, words)
        // One link for where somebody is: the one that says it most closely.
        let place = StaffSign.home(of: path)
        let closest = pages.map { Self.closeness($0.0, to: place) }.max() ?? 0
        links = pages.map { address, label in
            let isCurrent = closest > 0 && Self.closeness(address, to: place) == closest
            return Link(address: visit?.address(address) ?? address, label: label, isCurrent: isCurrent)
        }
        hasLinks = !links.isEmpty
        let others = (city?.catalog.jurisdiction.languages ?? []).filter { $0 != language }
        let isSwitchable = page.audience == .resident && (visit?.isAddressed == true || page.formID != nil)
        translations = (isSwitchable ? others : []).compactMap { other in
            visit.map { Translation(language: other, name: names.name(of: other), address: $0.address(in: other)) }
        }
        formID = translations.isEmpty ? nil : page.formID
    }

    /// How closely a link says where somebody is: not at all, in its folder, or by so many characters of its address.
    private static func closeness(_ address: String, to path: String) -> Int {
        if path == address || address != "/" && path.hasPrefix("\(address)/") { return 1 + address.utf8.count }
        return address != "/" && path.hasPrefix(folder(address)) ? 1 : 0
    }

    /// What the addresses of a link's further pages begin with: `/report/` for `/report/where`, `/desk/` for `/desk`.
    private static func folder(_ address: String) -> String {
        "/\(address.split(separator: "/").first ?? "")/"
    }

    private static let rightToLeft: Set = ["ar", "fa", "he", "ur", "yi"]

    private static func links(
        _ audience: Page.Audience,
        _ staff: StaffSign?,
        _ words: Words
    ) -> [(String, String)] {
        switch audience {
        case .resident:
            [
                ("/", words("frame_services")), ("/report/where", words("frame_report")),
                ("/follow", words("frame_follow")),
            ]
        case .staff: StaffSign.links(of: staff) + [("/", "Resident pages")]
        }
    }
}
