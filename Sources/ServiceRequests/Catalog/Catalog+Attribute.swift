extension Catalog {
    /// A question a service asks (GeoReport v2, service definition).
    public struct Attribute: Sendable, Hashable {
        /// GeoReport's datatypes.
        public enum Datatype: String, Sendable, Hashable, CaseIterable {
            case string
            case number
            case datetime
            case text
            case singlevaluelist
            case multivaluelist

            /// Whether the answer is chosen from `values`.
            public var isList: Bool { self == .singlevaluelist || self == .multivaluelist }
        }

        /// One answer of a list.
        public struct Value: Sendable, Hashable {
            /// What is submitted and stored.
            public let key: String
            /// What a person reads.
            public let name: LocalizedText
            /// Names that other systems use for it, exact.
            public let aliases: [String]

            /// Creates an answer.
            public init(key: String, name: LocalizedText, aliases: [String] = []) {
                self.key = key
                self.name = name
                self.aliases = aliases
            }
        }

        /// The code in `attribute[CODE]`.
        public let code: String
        /// The question.
        public let name: LocalizedText
        /// Its datatype.
        public let datatype: Datatype
        /// Whether a submission without an answer is refused (where the question is asked at all).
        public let isRequired: Bool
        /// How to answer; GeoReport's `datatype_description`.
        public let help: LocalizedText?
        /// The answers to choose from; empty but for lists.
        public let values: [Value]
        /// When the question is asked; nil means always.
        ///
        /// Asks only about questions before this one.
        public let condition: Condition?

        /// Creates a question.
        public init(
            code: String,
            name: LocalizedText,
            datatype: Datatype,
            isRequired: Bool = false,
            help: LocalizedText? = nil,
            values: [Value] = [],
            condition: Condition? = nil
        ) {
            self.code = code
            self.name = name
            self.datatype = datatype
            self.isRequired = isRequired
            self.help = help
            self.values = values
            self.condition = condition
        }
    }
}
