/// Areas as people read them.
enum AreaText {
    /// In the unit that leaves a readable number: "3.4 m²", "1,250 m²", "12.34 km²".
    static func text(_ squareMetres: Double) -> String {
        switch abs(squareMetres) {
        case 0, 10..<100_000: NumberText.fixed(squareMetres, digits: 0) + " m²"
        case ..<10: NumberText.fixed(squareMetres, digits: 1) + " m²"
        case let area: NumberText.fixed(squareMetres / 1e6, digits: area < 1e9 ? 2 : 0) + " km²"
        }
    }
}
