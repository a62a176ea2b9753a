public import Boundaries

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension ServiceRequest {
    /// A stored service request as everybody may see it; nothing of the resident's contact is in it.
    public struct Record: Sendable, Hashable {
        /// The public id, opaque.
        public var id: String
        /// Open or closed.
        public var status: Status
        /// What the department said when it closed it.
        public var statusNotes: String?
        /// The service's code.
        public var serviceCode: String
        /// The resident's words; nil where the service keeps them from the public.
        public var description: String?
        /// The code of the department residents are told.
        public var department: String
        /// The first leg's queue, `nypd/75`.
        public var queue: String
        /// Where it went and why, as the resident was told.
        public var serviceNotice: String
        /// When it was submitted.
        public var requestedAt: Date
        /// When anything last changed; the time of closing for a closed one.
        public var updatedAt: Date
        /// By when it should be done.
        public var expectedAt: Date?
        /// When it was closed.
        public var closedAt: Date?
        /// The place in words.
        public var address: String?
        /// The city's own id of the address.
        public var addressID: String?
        /// The point, where there is one.
        public var coordinate: Coordinate?
        /// Pictures, as links.
        public var mediaURLs: [String]
        /// How it came in; nil where no channel was kept.
        public var channel: Channel?

        /// Creates a record; `Store` is who reads it.
        public init(
            id: String,
            status: Status,
            statusNotes: String? = nil,
            serviceCode: String,
            description: String? = nil,
            department: String,
            queue: String,
            serviceNotice: String,
            requestedAt: Date,
            updatedAt: Date,
            expectedAt: Date? = nil,
            closedAt: Date? = nil,
            address: String? = nil,
            addressID: String? = nil,
            coordinate: Coordinate? = nil,
            mediaURLs: [String] = [],
            channel: Channel? = nil
        ) {
            self.id = id
            self.status = status
            self.statusNotes = statusNotes
            self.serviceCode = serviceCode
            self.description = description
            self.department = department
            self.queue = queue
            self.serviceNotice = serviceNotice
            self.requestedAt = requestedAt
            self.updatedAt = updatedAt
            self.expectedAt = expectedAt
            self.closedAt = closedAt
            self.address = address
            self.addressID = addressID
            self.coordinate = coordinate
            self.mediaURLs = mediaURLs
            self.channel = channel
        }
    }
}
