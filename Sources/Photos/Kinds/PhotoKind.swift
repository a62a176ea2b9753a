/// What a file is, by its first bytes; never by its name or by what its sender calls it.
public enum PhotoKind: String, Sendable, Hashable, CaseIterable {
    case jpeg, png, webp
    /// Taken as a document only.
    case pdf
    /// Never taken, and told apart only so that a sender learns what was wrong.
    case gif, heif, tiff, bmp, zip
    /// A text that begins with `<`: SVG, HTML, XML.
    case markup
    case unknown

    /// How many bytes are enough to tell.
    static let telling = 12

    /// Tells the kind of a file by its beginning, of which `telling` bytes are enough.
    public init(firstBytes bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(Self.telling))
        func has(_ text: StaticString, at index: Int = 0) -> Bool {
            let signature = text.withUTF8Buffer { Array($0) }
            return start.dropFirst(index).starts(with: signature)
        }
        self =
            if start.starts(with: [0xFF, 0xD8, 0xFF]) {
                .jpeg
            } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
                .png
            } else if has("RIFF"), has("WEBP", at: 8) {
                .webp
            } else if has("%PDF-") {
                .pdf
            } else if has("GIF8") {
                .gif
            } else if Self.brands.contains(where: { has($0, at: 4) }) {
                .heif
            } else if start.starts(with: [0x49, 0x49, 0x2A, 0]) || start.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
                .tiff
            } else if has("BM") {
                .bmp
            } else if start.starts(with: [0x50, 0x4B, 3, 4]) {
                .zip
            } else if Self.isMarkup(start) {
                .markup
            } else {
                .unknown
            }
    }

    /// Whether a photo may be of this kind.
    public var isPhoto: Bool {
        switch self {
        case .jpeg, .png, .webp: true
        case .pdf, .gif, .heif, .tiff, .bmp, .zip, .markup, .unknown: false
        }
    }

    /// How it is called in a sentence.
    public var words: String {
        switch self {
        case .jpeg: "a JPEG picture"
        case .png: "a PNG picture"
        case .webp: "a WebP picture"
        case .pdf: "a PDF document"
        case .gif: "a GIF picture"
        case .heif: "a HEIC or AVIF picture"
        case .tiff: "a TIFF picture"
        case .bmp: "a BMP picture"
        case .zip: "a ZIP archive"
        case .markup: "a text such as SVG or HTML"
        case .unknown: "something else"
        }
    }

    /// The first brands of the still pictures and sequences of ISO 23008-12, which follow their box's length.
    private static let brands: [StaticString] = [
        "ftypheic", "ftypheix", "ftyphevc", "ftypmif1", "ftypmsf1", "ftypavif", "ftypavis",
    ]

    /// Whether blanks and perhaps a byte order mark lead to a `<`.
    private static func isMarkup(_ start: [UInt8]) -> Bool {
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        return text.first { ![0x09, 0x0A, 0x0D, 0x20].contains($0) } == 0x3C
    }
}
