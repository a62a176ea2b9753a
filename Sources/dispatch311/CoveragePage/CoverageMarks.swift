import Boundaries
import Web

/// The numbered marks on a map: the largest findings first, and a dot where there is no room for a number.
struct CoverageMarks {
    /// A numbered mark, in pixels.
    struct Mark {
        let x: Double
        let y: Double
    }

    /// How many findings are marked at all; a thousand dots are a blot.
    static let most = 400
    /// How many get a number.
    static let mostNumbers = 60
    /// How many pixels two numbers are apart at least.
    static let distance = 26.0

    /// Where the numbers are.
    private(set) var numbered: [Mark] = []
    /// The marks' elements.
    private(set) var svg = ""

    init(_ entries: [CoverageReport.Entry], on plane: CityPlane, _ frame: PictureFrame, prefix: String) {
        var dots = ""
        var numbers = ""
        for entry in entries.prefix(Self.most) {
            let pixel = frame.pixel(plane.point(entry.finding.place))
            let kind = entry.finding.kind.rawValue
            let hasRoom = numbered.allSatisfy { mark in
                let (x, y) = (mark.x - pixel.x, mark.y - pixel.y)
                return x * x + y * y >= Self.distance * Self.distance
            }
            guard hasRoom, entry.number <= Self.mostNumbers else {
                dots +=
                    "<circle class=\"dot \(kind)-mark\" cx=\"\(Self.text(pixel.x))\" cy=\"\(Self.text(pixel.y))\"/>\n"
                continue
            }
            numbered.append(Mark(x: pixel.x, y: pixel.y))
            let label =
                "\(entry.number): \(entry.finding.kind.word), \(CoverageReport.area(entry.finding.squareMetres))"
            // The largest is drawn last and so lies on top.
            numbers =
                """
                <a class="mark" id="\(prefix)-m\(entry.number)" href="#\(Self.target(of: entry, prefix))" \
                aria-label="\(SVGText.escaped(label))"><g transform="translate(\(Self.text(pixel.x)) \
                \(Self.text(pixel.y)))"><title>\(SVGText.escaped(label))</title>\
                <path class="\(kind)-mark" d="\(Self.shape(entry.finding.kind))"/><text y="4.5">\(entry.number)</text></g></a>

                """ + numbers
        }
        svg = dots + numbers
    }

    /// The id of what a finding's number leads to: its own picture, or its line of the table.
    static func target(of entry: CoverageReport.Entry, _ prefix: String) -> String {
        "\(prefix)-\(entry.number <= CoverageSection.insets ? "i" : "f")\(entry.number)"
    }

    /// A circle, a square, a diamond: a colour is not all that tells the kinds apart.
    private static func shape(_ kind: Coverage.Finding.Kind) -> String {
        switch kind {
        case .gap: "M-12 0a12 12 0 1 1 24 0a12 12 0 1 1-24 0z"
        case .overlap: "M-11-11h22v22h-22z"
        case .beyond: "M0-15l15 15l-15 15l-15-15z"
        }
    }

    /// A number of pixels to a tenth.
    private static func text(_ pixels: Double) -> String { "\((min(1e6, max(-1e6, pixels)) * 10).rounded() / 10)" }
}
