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
    /// "feature 12 (307): closed 1 ring by an edge of 3 m; area +12 m²".
    public var description: String {
        var text = feature.map { "feature \($0)" + (key.map { " (\($0))" } ?? "") + ": " } ?? ""
        text += message
        if let squareMetres {
            let change = (squareMetres < 0 ? "−" : "+") + ShapeOddities.text(abs(squareMetres)) + " m²"
            text += "; area " + (abs(squareMetres) < 0.005 ? "as before" : change)
        }
        return text
    }
}
