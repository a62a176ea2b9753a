import Store

/// What came in and went out in each of the last hours: bars, and the table that says the same.
struct HourChart: Sendable {
    /// A row of the table.
    struct Row: Sendable {
        let label: String
        let came: String
        let left: String
    }

    private static let width = 720
    private static let height = 194
    /// Where the bars stand, and what is left free for words above and at the left.
    private static let ground = 160
    private static let top = 18
    private static let left = 60
    /// What is left free at the right, so that the last word stands clear of the edge.
    private static let margin = 12

    /// The picture, the latest hour at the right.
    let svg: String
    let rows: [Row]

    init(_ figures: BoardFigures) {
        let (came, left) = (figures.inByHour, figures.outByHour)
        rows = came.indices.map { hour in
            Row(label: Self.label(hour), came: came[hour].grouped, left: left[hour].grouped)
        }
        svg = Self.drawing(came, left)
    }

    private static func label(_ hour: Int) -> String {
        switch hour {
        case 0: "The last 60 minutes"
        case 1: "1 to 2 hours ago"
        default: "\(hour) to \(hour + 1) hours ago"
        }
    }

    private static func drawing(_ came: [Int], _ left: [Int]) -> String {
        let most = max((came + left).max() ?? 0, 1)
        let edge = width - margin
        let slot = (edge - Self.left) / max(came.count, 1)
        let bar = max(slot / 2 - 2, 2)
        func tall(_ items: Int) -> Int { items * (ground - top) / most }
        var svg = """
            <svg class="chart" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="hours-title">\
            <title id="hours-title">Work items in and out, by hour, \(came.count) hours back. \
            In all \(came.reduce(0, +).grouped) in and \(left.reduce(0, +).grouped) out.</title>
            """
        for share in [most, most / 2] where share > 0 {
            let y = ground - tall(share)
            svg += "<path class=\"grid\" d=\"M\(Self.left) \(y)H\(edge)\"/>"
            svg += "<text class=\"end\" x=\"\(Self.left - 6)\" y=\"\(y + 4)\">\(share.grouped)</text>"
        }
        for hour in came.indices {
            let x = edge - (hour + 1) * slot
            if came[hour] > 0 {
                svg += box("in", x: x + 1, width: bar, tall: max(tall(came[hour]), 2))
            }
            if left[hour] > 0 {
                svg += box("out", x: x + 2 + bar, width: bar, tall: max(tall(left[hour]), 2))
            }
            if hour % 6 == 5 {
                svg += "<text class=\"middle\" x=\"\(x)\" y=\"\(ground + 24)\">\(hour + 1) h ago</text>"
            }
        }
        svg += "<path class=\"axis\" d=\"M\(Self.left) \(ground)H\(edge)\"/>"
        svg += "<text class=\"end\" x=\"\(edge)\" y=\"\(ground + 24)\">now</text>"
        return svg + "</svg>"
    }

    private static func box(_ style: String, x: Int, width: Int, tall: Int) -> String {
        "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(ground - tall)\" width=\"\(width)\" height=\"\(tall)\"/>"
    }
}
