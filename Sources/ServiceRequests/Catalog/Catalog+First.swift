extension Catalog {
    /// A service that staff want shown before those that are asked for most, all year or in a season.
    public struct First: Sendable, Hashable {
        /// Its code: a public service's, or that of something done elsewhere.
        public let service: String
        /// When; nil is all year.
        public let season: Season?

        /// Creates a pin.
        public init(service: String, season: Season? = nil) {
            self.service = service
            self.season = season
        }

        /// Whether it holds on a day.
        public func holds(on day: BusinessCalendar.Day) -> Bool {
            season?.contains(day) ?? true
        }
    }
}
