internal import Boundaries
public import Foundation

/// A file that the map is drawn from, as published, whole.
public struct MapFileVersion: Sendable {
    /// Where its bytes are.
    public enum Content: Sendable {
        /// Here, not checked yet.
        case bytes(Data)
        /// Where it was published, which it only is after it was checked; the version is known from there.
        case published(version: String)
    }

    /// The file's name beside `layers.yml`.
    public let file: String
    /// Its bytes, or that they are published.
    public let content: Content
    /// The first 12 hexadecimal digits of the SHA-256 of its bytes, as a sheet that is read from it has it.
    public let version: String
    /// The SHA-256 of its bytes; nil for one that is published.
    public let sha256: [UInt8]?

    /// Puts a version together; hashing a large file takes some milliseconds.
    public init(file: String, content: Content) {
        self.file = file
        self.content = content
        switch content {
        case .bytes(let data):
            let sha256 = MapSheet.sha256(of: data)
            self.sha256 = sha256
            version = BoundaryReader.version(of: sha256)
        case .published(let known):
            sha256 = nil
            version = known
        }
    }
}
