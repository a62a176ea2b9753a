/// What a lint takes for too small, and how many things it says of one file.
public struct LintSettings: Sendable, Hashable {
    /// A ring of less than so many square metres is tiny.
    public var tinySquareMetres: Double

    /// A ring that is less than so many metres wide on average, twice its area by its length, is a sliver.
    public var sliverMetres: Double

    /// Findings of one file before the rest is only counted.
    public var maximumFindings: Int

    /// Creates settings: one square metre, one metre, ten thousand findings.
    public init(tinySquareMetres: Double = 1, sliverMetres: Double = 1, maximumFindings: Int = 10_000) {
        self.tinySquareMetres = tinySquareMetres
        self.sliverMetres = sliverMetres
        self.maximumFindings = maximumFindings
    }
}
