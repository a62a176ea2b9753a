#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What the tables say of a photo or document that is kept: whose it is, and what there is to show before it is read.
public struct PhotoRow: Sendable, Hashable {
    /// What it was sent as.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A picture, drawn anew.
        case photo
        /// A document as it was sent, for staff only.
        case document
    }

    /// What is known of a file when it is kept.
    public struct File: Sendable, Hashable {
        /// The 16 bytes its files are named by.
        public let name: [UInt8]
        /// What it was sent as.
        public let kind: Kind
        /// In pixels; nil for a document.
        public let width: Int?
        /// In pixels; nil for a document.
        public let height: Int?
        /// How many bytes are kept, a photo's small version not counted.
        public let bytes: Int
        /// SHA-256 of them.
        public let sha256: [UInt8]
        /// What its sender calls it; nil where that is nothing.
        public let title: String?

        /// Puts together what is known of a file.
        public init(
            name: [UInt8],
            kind: Kind,
            width: Int? = nil,
            height: Int? = nil,
            bytes: Int,
            sha256: [UInt8],
            title: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.width = width
            self.height = height
            self.bytes = bytes
            self.sha256 = sha256
            self.title = title
        }
    }

    /// The file.
    public let file: File
    /// When it was added.
    public let addedAt: Date
    /// The department whose work it shows; nil for what a resident sent.
    public let department: String?
}
