/// A photo or document that was taken and is kept.
public struct DevelopedPhoto: Sendable, Hashable {
    /// Its name in the folder.
    public let name: PhotoName
    /// Whose it is.
    public let jurisdiction: String
    /// What it was sent as.
    public let use: PhotoUse
    /// A photo's size as it is kept; nil for a document.
    public let size: PictureSize?
    /// How many bytes are kept, the small version not counted.
    public let bytes: Int
    /// SHA-256 of them.
    public let sha256: [UInt8]

    /// Creates one.
    public init(
        name: PhotoName,
        jurisdiction: String,
        use: PhotoUse,
        size: PictureSize?,
        bytes: Int,
        sha256: [UInt8]
    ) {
        self.name = name
        self.jurisdiction = jurisdiction
        self.use = use
        self.size = size
        self.bytes = bytes
        self.sha256 = sha256
    }
}
