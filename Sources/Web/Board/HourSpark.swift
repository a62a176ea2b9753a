/// The last hours of a figure as small bars beside it, the latest at the right.
enum HourSpark {
    private static let hours = 12
    private static let step = 8
    private static let height = 24

    /// The picture, with the most of an hour in words; the board's chart and its table have every number.
    ///
    /// - Parameter counts: by hour, the last 60 minutes first.
    /// - Returns: an `svg` element.
    static func drawing(_ counts: [Int]) -> String {
        let shown = counts.prefix(hours)
        let most = shown.max() ?? 0
        var svg = """
            <svg class="spark" viewBox="0 0 \(hours * step) \(height)" role="img" \
            aria-label="Of the last \(hours) hours the busiest had \(most.grouped)">
            """
        for (hour, count) in shown.enumerated() {
            let tall = count == 0 ? 1 : max(count * height / max(most, 1), 3)
            let x = (hours - hour - 1) * step
            svg += "<rect class=\"\(hour == 0 ? "last" : "past")\" x=\"\(x)\" y=\"\(height - tall)\""
            svg += " width=\"\(step - 2)\" height=\"\(tall)\"/>"
        }
        return svg + "</svg>"
    }
}
