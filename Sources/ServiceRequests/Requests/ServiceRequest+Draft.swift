public import Boundaries

extension ServiceRequest {
    /// Where the problem is, in the way the resident could say it.
    public enum Location: Sendable, Hashable {
        /// A point on the map.
        case point(Coordinate)
        /// An address or a description of the place; a person finds it.
        case address(String)
        /// An id of the city's own address list.
        case addressID(String)
    }

    /// A submission that has been checked against the catalog but not yet routed or stored.
    public struct Draft: Sendable, Hashable {
        /// The service asked for, its code (never an alias).
        public var serviceCode: String
        /// Where.
        public var location: Location
        /// To how many metres the point is known, where the device that gave it said so; 0 or more.
        public var accuracyMetres: Double?
        /// A further word on the place beside a point: its address, as the client wrote it.
        public var address: String?
        /// The resident's own words, at most 4000 characters.
        public var description: String?
        /// The answers by attribute code: list answers as value keys (never aliases), others as submitted.
        public var attributes: [String: [String]]
        /// Who to tell, all of it optional.
        public var contact: Contact
        /// GeoReport's `device_id`.
        public var deviceID: String?
        /// GeoReport's `account_id`; echoed in the receipt.
        public var accountID: String?
        /// Pictures elsewhere on the web, as text; never fetched.
        public var mediaURLs: [String]
        /// How it came in.
        public var wayIn: WayIn

        /// Creates a draft.
        public init(
            serviceCode: String,
            location: Location,
            accuracyMetres: Double? = nil,
            address: String? = nil,
            description: String? = nil,
            attributes: [String: [String]] = [:],
            contact: Contact = Contact(),
            deviceID: String? = nil,
            accountID: String? = nil,
            mediaURLs: [String] = [],
            wayIn: WayIn = WayIn()
        ) {
            self.serviceCode = serviceCode
            self.location = location
            self.accuracyMetres = accuracyMetres
            self.address = address
            self.description = description
            self.attributes = attributes
            self.contact = contact
            self.deviceID = deviceID
            self.accountID = accountID
            self.mediaURLs = mediaURLs
            self.wayIn = wayIn
        }

        /// The point, where the location is one.
        public var coordinate: Coordinate? {
            guard case .point(let coordinate) = location else { return nil }
            return coordinate
        }
    }

    /// Who submitted; kept in a table of its own and shown to nobody without need.
    public struct Contact: Sendable, Hashable {
        /// First name.
        public var firstName: String?
        /// Last name.
        public var lastName: String?
        /// Mail address.
        public var email: String?
        /// Telephone number.
        public var phone: String?

        /// First and last name, as far as they were given.
        public var name: String? {
            let parts = [firstName, lastName].compactMap(\.self)
            return parts.isEmpty ? nil : parts.joined(separator: " ")
        }

        /// Whether nothing was given.
        public var isEmpty: Bool { firstName == nil && lastName == nil && email == nil && phone == nil }

        /// Creates a contact.
        public init(firstName: String? = nil, lastName: String? = nil, email: String? = nil, phone: String? = nil) {
            self.firstName = firstName
            self.lastName = lastName
            self.email = email
            self.phone = phone
        }
    }
}
