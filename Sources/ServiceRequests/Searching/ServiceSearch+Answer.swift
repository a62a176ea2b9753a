extension ServiceSearch {
    /// What was found.
    public struct Answer: Sendable, Hashable {
        /// What was found, the best first; equally good ones in the order of the catalog, services before what other
        /// sites do.
        public let entries: [Catalog.Entry]
        /// Whether no entry has all the words, corrected ones included: those found have the most of them.
        public let isPartial: Bool
        /// The words taken for typing errors, in the order of the query; empty where the query was taken as it is.
        public let corrections: [Correction]
        /// The words of the query with the corrected ones in their places, as "showing results for …" says them; nil
        /// where none was corrected.
        public let corrected: String?

        /// The services among what was found, in the same order.
        public var services: [Catalog.Service] { entries.compactMap(\.service) }
    }

    /// A word that no entry has, and the one of the catalog that was probably meant.
    public struct Correction: Sendable, Hashable {
        /// The word as it was typed.
        public let typed: String
        /// The word that was searched for instead, in small letters and with its accents.
        public let meant: String
    }
}
