public import Boundaries

/// A city that runs its own catalog and boundaries: what `jurisdiction.yml` says of it.
public struct Jurisdiction: Sendable {
    /// A heading under which services are shown.
    public struct Group: Sendable, Hashable {
        /// Its id, as the files of `services/` name it.
        public let id: String
        /// The heading.
        public let name: LocalizedText

        /// Creates a group.
        public init(id: String, name: LocalizedText) {
            self.id = id
            self.name = name
        }
    }

    /// Whether whoever sends a request to GeoReport needs a key; nobody ever needs one to read.
    public enum ClientKeys: String, Sendable, Hashable, CaseIterable {
        /// Everybody may; a key tells clients apart.
        case optional
        /// Only who has a key of this city.
        case required
    }

    /// GeoReport's `jurisdiction_id`, and the name of the folder.
    public let id: String
    /// The city's name.
    public let name: LocalizedText
    /// The hosts whose pages are this city's; empty where the server has only one city.
    public let hosts: [String]
    /// The time zone its calendar and its pages use, as IANA names it.
    public let timeZone: String
    /// The languages every text must have; the first is the default.
    public let languages: [String]
    /// What every page says at its foot, where anything.
    public let notice: LocalizedText?
    /// Whom to ask about this service and its API, where the city says so.
    public let contact: LocalizedText?
    /// Whom to call in an emergency.
    public let emergency: LocalizedText
    /// Whom to call for a place outside the city.
    public let outside: LocalizedText
    /// How far off the outer edge a point still counts.
    public let tolerance: EdgeTolerance
    /// The hours and holidays working targets are counted in.
    public let calendar: BusinessCalendar
    /// The headings in the order pages show them.
    public let groups: [Group]

    /// What pages show before the services that are asked for most, in order.
    public let first: [Catalog.First]
    /// The layer in whose boundaries demand is counted; nil counts in the outline.
    public let demandLayer: String?
    /// The screens that stand in public places.
    public let kiosks: [Catalog.Kiosk]
    /// The city's own map pictures; nil draws the map from the boundary files.
    public let tiles: Catalog.Tiles?
    /// Whether clients of GeoReport need a key to send requests.
    public let clientKeys: ClientKeys

    /// Creates a jurisdiction; `CatalogReader` is where its parts are checked.
    public init(
        id: String,
        name: LocalizedText,
        hosts: [String] = [],
        timeZone: String,
        languages: [String],
        notice: LocalizedText? = nil,
        contact: LocalizedText? = nil,
        emergency: LocalizedText,
        outside: LocalizedText,
        tolerance: EdgeTolerance,
        calendar: BusinessCalendar,
        groups: [Group],
        first: [Catalog.First] = [],
        demandLayer: String? = nil,
        kiosks: [Catalog.Kiosk] = [],
        tiles: Catalog.Tiles? = nil,
        clientKeys: ClientKeys = .optional
    ) {
        self.id = id
        self.name = name
        self.hosts = hosts
        self.timeZone = timeZone
        self.languages = languages
        self.notice = notice
        self.contact = contact
        self.emergency = emergency
        self.outside = outside
        self.tolerance = tolerance
        self.calendar = calendar
        self.groups = groups
        self.first = first
        self.demandLayer = demandLayer
        self.kiosks = kiosks
        self.tiles = tiles
        self.clientKeys = clientKeys
    }

    /// The kiosk with an id.
    public func kiosk(_ id: String) -> Catalog.Kiosk? {
        kiosks.first { $0.id == id }
    }
}
