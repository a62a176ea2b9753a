/// What the first bytes of a picture say of it.
public struct PictureHeader: Sendable, Hashable {
    /// What it is.
    public let kind: PhotoKind
    /// How large it says it is.
    public let size: PictureSize

    /// Creates a header.
    public init(kind: PhotoKind, size: PictureSize) {
        self.kind = kind
        self.size = size
    }
}
