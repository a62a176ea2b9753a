/// Areas as people read them.
enum AreaText {
    /// In square kilometres from a tenth of one on, else in square metres: "12.34 km²", "1,250 m²".
    static func text(_ squareMetres: Double) -> String {
        abs(squareMetres) >= 100_000
            ? NumberText.fixed(squareMetres / 1_000_000, digits: 2) + " km²"
            : NumberText.fixed(squareMetres, digits: 0) + " m²"
    }
}
