/// One thing a repair did to a file, or could not do.
public struct RepairChange: Sendable, Hashable {
    /// The feature, counted from 0; nil where the whole file is meant.
    public let feature: Int?

    /// The boundary's id, where the feature has a readable one.
    public let key: String?

    /// What was done, or why it was not.
    public let message: String

    /// By how many square metres the boundary's area grew; nil where the change has nothing to do with area.
    public let squareMetres: Double?
}

extension RepairChange: CustomStringConvertible {
    /// "feature 12 (307): made it valid (Self-intersection); area +12 m²".
    public var description: String {
        (feature.map { "feature \($0)" + (key.map { " (\($0))" } ?? "") + ": " } ?? "") + textWithoutFeature
    }

    /// The same without the feature, as it can be told of many at once.
    public var textWithoutFeature: String {
        guard let squareMetres else { return message }
        let change = (squareMetres < 0 ? "−" : "+") + ShapeOddities.text(abs(squareMetres)) + " m²"
        return message + "; area " + (abs(squareMetres) < 0.005 ? "as before" : change)
    }
}
