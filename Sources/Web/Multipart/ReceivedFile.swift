import Photos

/// A file of a form that came in whole, or was given up, before it is drawn.
struct ReceivedFile: Sendable {
    /// What the form calls it, and what its sender does.
    let sent: MultipartPiece.File
    /// The file, which removes itself unless it is developed; or why it is not taken.
    let file: Result<IncomingFile, PhotoError>
    /// SHA-256 of all its bytes as they were sent.
    let sha256: [UInt8]

    /// Draws and keeps it, for a jurisdiction where that is another than it was received for.
    func develop(in room: PhotoRoom?, for jurisdiction: String? = nil) async -> FormUpload.File {
        let result: Result<DevelopedPhoto, PhotoError> =
            switch (file, room) {
            case (.success(let file), let room?): await room.develop(file, for: jurisdiction)
            case (.success, nil): .failure(FileReceiver.missing)
            case (.failure(let error), _): .failure(error)
            }
        return FormUpload.File(sent: sent, result: result)
    }
}
