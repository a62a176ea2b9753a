extension ServiceRequest {
    /// The ways a service request comes in.
    public enum Channel: String, Sendable, Hashable, CaseIterable {
        /// Another system, by GeoReport.
        case api
        /// The pages, from a device of the resident's own.
        case web
        /// The pages, from a screen that stands in a public place.
        case kiosk
        /// Staff, for somebody who calls.
        case phone
    }

    /// On which side of an edge that would change the decision the problem is.
    public enum EdgeAnswer: String, Sendable, Hashable, CaseIterable {
        /// Where the point was.
        case here
        /// Beyond it: the point was moved over the edge.
        case beyond
        /// The resident does not know.
        case unsure
    }

    /// How a service request came in, and what was found out on the way.
    public struct WayIn: Sendable, Hashable {
        /// The channel; nil where none was kept.
        public var channel: Channel?
        /// The language of the pages it was written on; nil where it was written on none.
        public var language: String?
        /// The kiosk's id, where it was written at one.
        public var kiosk: String?
        /// `department/worker` of who entered it for a caller.
        public var enteredBy: String?
        /// What the resident answered where an edge is near; nil where nobody asked.
        public var edge: EdgeAnswer?
        /// The public ids of open requests that the resident was shown and found to be other problems.
        public var looksLike: [String]
        /// The number that the system it came from gave it, where that is another; FixMyStreet's is told.
        public var clientReference: String?

        /// Names a way in.
        public init(
            _ channel: Channel? = .api,
            language: String? = nil,
            kiosk: String? = nil,
            enteredBy: String? = nil,
            edge: EdgeAnswer? = nil,
            looksLike: [String] = [],
            clientReference: String? = nil
        ) {
            self.channel = channel
            self.language = language
            self.kiosk = kiosk
            self.enteredBy = enteredBy
            self.edge = edge
            self.looksLike = looksLike
            self.clientReference = clientReference
        }

        /// What there is beside the channel as a JSON object, its keys in order; nil where there is nothing.
        ///
        /// Requests are named by their numbers, which `number` finds; ids of none are left out.
        public func json(number: (String) -> Int64?) -> String? {
            let texts = [
                ("client_reference", clientReference), ("edge_answer", edge?.rawValue), ("entered_by", enteredBy),
                ("kiosk", kiosk), ("language", language),
            ]
            let numbers = looksLike.compactMap(number)
            guard !numbers.isEmpty || texts.contains(where: { $0.1 != nil }) else { return nil }
            var writer = JSONWriter(capacity: 64)
            writer.object { writer in
                for case (let key, let text?) in texts {
                    writer.key(key)
                    writer.string(text)
                }
                if !numbers.isEmpty {
                    writer.key("looks_like")
                    writer.array { writer in numbers.forEach { writer.integer(Int($0)) } }
                }
            }
            return writer.text
        }
    }
}
