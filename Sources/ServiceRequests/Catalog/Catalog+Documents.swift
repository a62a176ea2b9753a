extension Catalog {
    /// Documents that a service takes beside the report: a letter, a receipt.
    public struct Documents: Sendable, Hashable {
        /// What they are, as the form asks for them.
        public let name: LocalizedText
        /// What else to know about them, where anything.
        public let help: LocalizedText?

        /// Creates what is asked for.
        public init(name: LocalizedText, help: LocalizedText? = nil) {
            self.name = name
            self.help = help
        }
    }
}
