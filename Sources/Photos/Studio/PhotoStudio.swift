import Crypto

/// Makes what is kept out of what was sent, a few pictures at a time.
///
/// Fails closed: a photo is kept only when the program drew it and the drawing itself passed `PlainJPEG`.
public actor PhotoStudio {
    private struct Drawing: Sendable {
        let bytes: [UInt8]
        let size: PictureSize
    }

    private let program: PictureProgram
    private let folder: PhotoFolder
    private let limits: PhotoLimits
    private let places: StudioPlaces

    /// Creates a studio; `folder` must be prepared.
    public init(_ program: PictureProgram, folder: PhotoFolder, limits: PhotoLimits) {
        self.program = program
        self.folder = folder
        self.limits = limits
        places = StudioPlaces(drawing: limits.maximumDrawn, waiting: limits.maximumWaiting)
    }

    /// Draws and keeps a photo, or keeps a document as it is; the incoming file is gone then, either way.
    ///
    /// What failed is said by the error and harms nothing else. A cancelled task ends the program it waits for.
    ///
    /// With `jurisdiction` it becomes that one's, whichever it was received for: a form may say whose it is behind its
    /// files.
    public func develop(
        _ incoming: IncomingFile,
        for jurisdiction: String? = nil
    ) async -> Result<DevelopedPhoto, PhotoError> {
        let result: Result<DevelopedPhoto, PhotoError>
        do {
            result = .success(try await keep(incoming, for: jurisdiction ?? incoming.jurisdiction))
        } catch {
            result = .failure(error)
        }
        await incoming.discard()
        return result
    }

    private func keep(
        _ incoming: IncomingFile,
        for jurisdiction: String
    ) async throws(PhotoError) -> DevelopedPhoto {
        guard try await incoming.finish() != nil else {
            let bytes = try await incoming.read()
            try await folder.keep([.document: bytes], as: incoming.name, of: jurisdiction)
            return developed(incoming, jurisdiction, bytes, nil)
        }
        try await places.take()
        let whole: Drawing
        let small: Drawing
        do {
            whole = try await draw(try await incoming.reopen(), side: limits.side)
            small = try await draw(try await folder.scratch(whole.bytes), side: limits.smallSide)
        } catch {
            await places.leave()
            throw error
        }
        await places.leave()
        try await folder.keep(
            [.whole: whole.bytes, .small: small.bytes],
            as: incoming.name,
            of: jurisdiction
        )
        return developed(incoming, jurisdiction, whole.bytes, whole.size)
    }

    private func draw(_ file: consuming OpenFile, side: Int) async throws(PhotoError) -> Drawing {
        let bytes = try await program.draw(file, side: side, limits: limits.program)
        guard let size = PlainJPEG(bytes)?.size, size.width <= side, size.height <= side else {
            throw .broken("\(program.name): expected a plain JPEG of at most \(side) pixels a side, found another file")
        }
        return Drawing(bytes: bytes, size: size)
    }

    private func developed(
        _ incoming: IncomingFile,
        _ jurisdiction: String,
        _ bytes: [UInt8],
        _ size: PictureSize?
    ) -> DevelopedPhoto {
        DevelopedPhoto(
            name: incoming.name,
            jurisdiction: jurisdiction,
            use: incoming.use,
            size: size,
            bytes: bytes.count,
            sha256: Array(SHA256.hash(data: bytes))
        )
    }
}
