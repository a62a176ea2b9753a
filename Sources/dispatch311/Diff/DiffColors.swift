import Boundaries

/// Colours for parts, one for each boundary they go to.
struct DiffColors: Sendable {
    private let hues: [String: Int]

    /// Gives each destination a hue as far as may be from those before it.
    init(_ parts: [MovedPart]) {
        var hues: [String: Int] = [:]
        for id in Set(parts.compactMap(\.to)).sorted() {
            // The golden angle, so that no two neighbours in the list look alike.
            hues[id] = Int((Double(hues.count) * 137.508).truncatingRemainder(dividingBy: 360))
        }
        self.hues = hues
    }

    /// The colour as CSS has it; dark grey where a part goes to nobody.
    func color(of part: MovedPart) -> String {
        part.to.flatMap { hues[$0] }.map { "hsl(\($0) 70% 50%)" } ?? "#444"
    }
}
