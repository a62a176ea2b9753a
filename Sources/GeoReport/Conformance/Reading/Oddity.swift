/// Something an XML document has that GeoReport's XML has no place for, or not there.
public struct Oddity: Sendable, Hashable {
    /// What kind of thing.
    public enum Kind: Sendable, Hashable {
        /// An attribute, of Rails' `type="array"` kind.
        case attribute
        /// A prefix, or the declaration of a namespace that is not the specification's own.
        case namespace
        /// A text beside elements.
        case mixed
        /// A list's item under another name than the specification's.
        case item(expected: String)
        /// The same name twice where there is no list.
        case repeated
    }

    /// What kind of thing.
    public let kind: Kind
    /// Where, as the path of names and numbers to it.
    public let path: String
    /// What was found there.
    public let found: String
}
