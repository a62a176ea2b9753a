/// What a value of an answer may be: told once, written as JSON Schema and as RELAX NG.
///
/// As both formats of an answer are written from one `WireValue`, both descriptions of it are written from one shape,
/// by the same rules: neither can say what the other does not.
public indirect enum Shape: Sendable, Hashable {
    /// A text that is not empty, of so many characters at most.
    case text(atMost: Int? = nil)
    /// A text that a regular expression describes whole; only what JavaScript and XML Schema read alike.
    case pattern(String)
    /// One of these words.
    case word([String])
    /// An instant as `GeoReportDate` writes it.
    case date
    case number(ClosedRange<Double>? = nil)
    case integer(from: Int)
    case bool
    /// This, or null: in XML an empty element.
    case orNull(Shape)
    /// A list; without a most it may have any number of items.
    case list(Shape, atLeast: Int = 0, atMost: Int? = nil)
    /// What may be there more than once: in XML an element each or an empty one, in JSON null, the value, or a list.
    case repeated(Shape)
    case object([Field])
    /// One of several.
    case either([Shape])
    /// One with a name of its own, which may hold itself.
    case named(Name)

    /// A member of an object.
    public struct Field: Sendable, Hashable {
        /// When a member is there.
        public enum Presence: Sendable, Hashable {
            case always
            case sometimes
            /// With `extensions=true` only, and then always.
            case extended
            /// At most one of an object's members of this kind.
            case oneOfThem
        }

        /// Its name, in both formats.
        public let name: String
        /// What it holds.
        public let shape: Shape
        /// What it means, for the descriptions' readers.
        public let meaning: String
        /// When it is there.
        public let presence: Presence

        /// Describes a member.
        public init(_ name: String, _ shape: Shape, _ meaning: String, _ presence: Presence = .always) {
            self.name = name
            self.shape = shape
            self.meaning = meaning
            self.presence = presence
        }
    }

    /// Which answers a description is for.
    public enum Reach: Sendable, Hashable, CaseIterable {
        /// Those without `extensions=true`.
        case plain
        /// Those with it.
        case extended
        /// Both.
        case any
    }
}

extension Shape.Field {
    /// Whether the member is described for a reach, and whether it must be there.
    func isThere(in reach: Shape.Reach) -> (maybe: Bool, always: Bool) {
        switch presence {
        case .always: (true, true)
        case .sometimes, .oneOfThem: (true, false)
        case .extended: (reach != .plain, reach == .extended)
        }
    }
}
