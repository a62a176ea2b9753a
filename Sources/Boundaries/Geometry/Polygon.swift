/// A closed outline with any number of holes.
public struct Polygon: Sendable, Hashable {
    /// The outer ring: first and last positions are the same, at least four of them.
    public let shell: [Coordinate]

    /// The holes, each closed like the shell and inside it.
    public let holes: [[Coordinate]]

    /// Whether each ring ends where it begins and goes round something.
    var isClosed: Bool { ([shell] + holes).allSatisfy { $0.count >= 4 && $0.first == $0.last } }

    /// Creates a polygon from rings that are already closed.
    public init(shell: [Coordinate], holes: [[Coordinate]] = []) {
        self.shell = shell
        self.holes = holes
    }
}
