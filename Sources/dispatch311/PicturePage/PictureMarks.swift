import Boundaries
import Web

/// The numbered marks on a map: the first subjects first, and a dot where there is no room for a number.
struct PictureMarks {
    /// A numbered mark, in pixels.
    struct Mark {
        let x: Double
        let y: Double

        func isClear(of others: [Mark], by distance: Double) -> Bool {
            others.allSatisfy { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) >= distance * distance }
        }
    }

    /// How many subjects are marked at all; a thousand dots are a blot.
    static let most = 400
    /// How many get a number.
    static let mostNumbers = 60
    /// How many pixels two numbers are apart at least.
    static let distance = 26.0
    /// The same on a narrow screen, where the marks are larger beside the map.
    static let narrowDistance = 44.0

    /// Where the numbers are.
    private(set) var numbered: [Mark] = []
    /// The marks' elements.
    private(set) var svg = ""

    init(_ subjects: [PictureSubject], on frame: PictureFrame, prefix: String) {
        var dots = ""
        var numbers = ""
        var narrow: [Mark] = []
        for subject in subjects.prefix(Self.most) {
            let pixel = frame.pixel(subject.place)
            let (kind, x, y) = (subject.kind.rawValue, Self.text(pixel.x), Self.text(pixel.y))
            let mark = Mark(x: pixel.x, y: pixel.y)
            guard mark.isClear(of: numbered, by: Self.distance), subject.number <= Self.mostNumbers else {
                dots += "<circle class=\"dot \(kind)-mark\" cx=\"\(x)\" cy=\"\(y)\"/>\n"
                continue
            }
            numbered.append(mark)
            let hasNarrowRoom = mark.isClear(of: narrow, by: Self.narrowDistance)
            if hasNarrowRoom { narrow.append(mark) }
            let label = HTMLText.escaped(subject.title)
            // The first is drawn last and so lies on top.
            numbers =
                """
                <a class="mark\(hasNarrowRoom ? "" : " close")" id="\(prefix)-m\(subject.number)" href="#\(subject.target(prefix))" \
                aria-label="\(label)"><g transform="translate(\(x) \(y))"><title>\(label)</title>\
                <path class="\(kind)-mark" d="\(subject.kind.mark)"/><text y="4.5">\(subject.number)</text></g></a>

                """ + numbers
        }
        svg = dots + numbers
    }

    /// A number of pixels to a tenth.
    private static func text(_ pixels: Double) -> String { "\((min(1e6, max(-1e6, pixels)) * 10).rounded() / 10)" }
}
