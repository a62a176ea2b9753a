/// A body as it was read, with what only XML has.
public struct ReadBody: Sendable, Hashable {
    /// What it holds; of XML, by the Spark convention, what is in the outermost element.
    public let value: ReadValue
    /// The name of XML's outermost element; nil for JSON.
    public let root: String?
    /// Whether XML begins with its declaration; true for JSON.
    public let hasDeclaration: Bool
    /// The encoding that XML's declaration names.
    public let encoding: String?
    /// What XML has that GeoReport's XML has no place for.
    public let oddities: [Oddity]

    /// Reads bytes in a format, strictly; the fault says what is wrong with them, and what they look like.
    public init(
        reading bytes: [UInt8],
        as format: Format,
        limits: ReadLimits = ReadLimits()
    ) throws(ReadFault) {
        let name = format == .json ? "JSON" : "XML"
        guard bytes.contains(where: { !ElementReader.isBlank($0) }) else {
            throw ReadFault(expected: name, found: "an empty body")
        }
        if let title = Self.pageTitle(bytes) { throw ReadFault(expected: name, found: "an HTML page\(title)") }
        switch format {
        case .json:
            var reader = JSONReader(bytes, limits: limits)
            value = try reader.document()
            root = nil
            hasDeclaration = true
            encoding = nil
            oddities = []
        case .xml:
            var reader = ElementReader(bytes, limits: limits)
            let document = try reader.document()
            var spark = SparkReader()
            value = spark.value(of: document.root)
            root = document.root.name
            hasDeclaration = document.hasDeclaration
            encoding = document.encoding
            oddities = spark.oddities
        }
    }

    /// Whether bytes are a page of HTML: nil where not, else its title for a message, empty where it has none.
    private static func pageTitle(_ bytes: [UInt8]) -> String? {
        let start = Array(String(decoding: bytes.prefix(2000), as: UTF8.self).unicodeScalars)
        // As many scalars as before, so that places in the one are places in the other.
        let lower = start.map { $0.isASCII ? $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 : $0 }
        guard let first = Self.text(lower[...]).trimmed, first.hasPrefix("<!doctype html") || first.hasPrefix("<html")
        else {
            return nil
        }
        guard let open = lower.firstRange(of: "<title>".unicodeScalars),
            let close = lower[open.upperBound...].firstRange(of: "</title>".unicodeScalars)
        else { return "" }
        return " titled “\(Excerpt.line(Self.text(start[open.upperBound..<close.lowerBound]), longest: 60))”"
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
