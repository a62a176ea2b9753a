import Glibc

/// A photo or document while it is sent: checked as it comes, kept in the folder's `_incoming` until it is developed.
///
/// It is gone from the disk when it fails, when it was developed, and when nobody holds it any more.
public actor IncomingFile {
    /// The name it gets when it is kept.
    public nonisolated let name: PhotoName
    /// What it is sent as.
    public nonisolated let use: PhotoUse
    /// Whose it is.
    public nonisolated let jurisdiction: String
    /// How many bytes came.
    public private(set) var count = 0

    private let limits: PhotoLimits
    private let path: String
    private let thread = DiskThread()
    private var file: OpenFile?
    private var reader = PictureHeaderReader()
    private var ends = DocumentEnds()
    private var failure: PhotoError?

    /// The disk's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        name: PhotoName,
        use: PhotoUse,
        jurisdiction: String,
        limits: PhotoLimits,
        path: String,
        file: consuming OpenFile
    ) {
        self.name = name
        self.use = use
        self.jurisdiction = jurisdiction
        self.limits = limits
        self.path = path
        self.file = consume file
    }

    deinit { unlink(path) }

    /// Takes the next bytes; throws as soon as they show that the file cannot be taken, and from then on always.
    ///
    /// Whoever is reading a form goes on reading and takes no notice of this file any more.
    public func write(_ bytes: [UInt8]) throws(PhotoError) {
        if let failure { throw failure }
        do throws(PhotoError) {
            count += bytes.count
            guard count <= limits.maximumBytes else { throw .tooLarge(limit: limits.maximumBytes) }
            try check(bytes)
            try file?.write(bytes)
        } catch {
            throw fail(error)
        }
    }

    /// Forgets it.
    public func discard() {
        _ = fail(.interrupted)
    }

    /// Says that it is whole.
    ///
    /// For a photo its header is known then; a document is nil.
    func finish() throws(PhotoError) -> PictureHeader? {
        if let failure { throw failure }
        file = nil
        do throws(PhotoError) {
            guard count > 0 else { throw .empty }
            guard use == .photo else {
                try ends.finish()
                return nil
            }
            if reader.kind == nil { try reader.tell() }
            guard let header = reader.header else {
                throw .broken("expected a picture's header, found the end after \(count) bytes")
            }
            return header
        } catch {
            throw fail(error)
        }
    }

    /// The file again, to be read only.
    func reopen() throws(PhotoError) -> OpenFile {
        if let failure { throw failure }
        return try OpenFile(reading: path)
    }

    /// All its bytes.
    func read() throws(PhotoError) -> [UInt8] {
        if let failure { throw failure }
        return try OpenFile(reading: path).read(atMost: limits.maximumBytes)
    }

    private func check(_ bytes: [UInt8]) throws(PhotoError) {
        guard use == .photo else { return try ends.take(bytes) }
        let known = reader.header
        try reader.take(bytes)
        if known == nil, let header = reader.header, !limits.allow(header.size) {
            throw .tooManyPixels(header.size, limits: limits)
        }
    }

    private func fail(_ error: PhotoError) -> PhotoError {
        guard failure == nil else { return error }
        failure = error
        file = nil
        unlink(path)
        return error
    }
}
