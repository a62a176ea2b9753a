extension FormParameters {
    /// To how many metres the point is known, from `accuracy`; nil where nothing was said.
    ///
    /// Not of GeoReport v2, but what every device gives with a position. Throws when it is no number from 0 to 100,000:
    /// a point known less well than that is none.
    public func accuracyMetres() throws(GeoReportError) -> Double? {
        guard let text = self["accuracy"] else { return nil }
        guard let metres = Self.decimal(text), (0...100_000).contains(metres) else {
            throw GeoReportError(
                .parameterInvalid,
                "accuracy: expected metres from 0 to 100000, found \(Quotation(text))"
            )
        }
        return metres
    }
}
