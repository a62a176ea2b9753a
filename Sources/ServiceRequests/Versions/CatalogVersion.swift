internal import Boundaries
internal import Crypto

/// A catalog as published, whole: its files, and the version decisions name.
public struct CatalogVersion: Sendable, Hashable {
    /// The files, by path.
    public let files: [SourceFile]
    /// SHA-256 over names and texts of all files.
    public let sha256: [UInt8]

    /// The first 12 hexadecimal digits of `sha256`.
    public var version: String { BoundaryReader.version(of: sha256) }

    /// Takes the files as they are, in any order; whether they make a catalog is `CatalogReader`'s business.
    public init(files: [SourceFile]) {
        let files = files.sorted { $0.path < $1.path }
        self.files = files
        var hash = SHA256()
        for file in files {
            // With their lengths before them, so that no two sets of files run together the same way.
            for part in [file.path, file.text] {
                withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { hash.update(bufferPointer: $0) }
                hash.update(data: Array(part.utf8))
            }
        }
        sha256 = Array(hash.finalize())
    }
}
