import GeoReport
import Photos

/// Reads a form with files from chunks, as they come; files go to the folder of photos while they are checked.
///
/// A file that fails is read to its end and forgotten. Files are developed one after the other when the form is whole,
/// so that one form takes one place of the studio and a broken form leaves nothing.
struct FormUploadReader: Sendable {
    private struct Incoming: Sendable {
        let sent: MultipartPiece.File
        var file: Result<IncomingFile, PhotoError>
        var isEmpty = true
    }

    /// The fields that may have files, and what these are sent as; other files are not looked at.
    let uses: [String: PhotoUse]
    /// The most files; further ones fail.
    let maximumFiles: Int
    let jurisdiction: String
    /// Where the files go; nil where none are taken.
    let room: PhotoRoom?

    private var reader: MultipartReader
    private var fields: [FormParameters.Parameter] = []
    private var files: [Incoming] = []
    private var current: Incoming?

    init(
        _ boundary: MultipartBoundary,
        uses: [String: PhotoUse],
        maximumFiles: Int,
        jurisdiction: String,
        room: PhotoRoom?
    ) {
        self.uses = uses
        self.maximumFiles = maximumFiles
        self.jurisdiction = jurisdiction
        self.room = room
        reader = MultipartReader(boundary)
    }

    /// Takes the next bytes of the body.
    mutating func take(_ bytes: some Sequence<UInt8>) async throws(Refusal) {
        for piece in try reader.take(bytes) {
            switch piece {
            case .field(let field): fields.append(field)
            case .file(let sent): await begin(sent)
            case .bytes(let bytes): await write(bytes)
            case .fileEnd: end()
            }
        }
    }

    /// Says that the body has ended, and develops the files.
    mutating func finish() async throws(Refusal) -> FormUpload {
        try reader.finish()
        var done: [FormUpload.File] = []
        for incoming in files {
            let result: Result<DevelopedPhoto, PhotoError> =
                switch (incoming.file, room) {
                case (.success(let file), let room?): await room.develop(file)
                case (.success, nil): .failure(Self.missing)
                case (.failure(let error), _): .failure(error)
                }
            done.append(FormUpload.File(sent: incoming.sent, result: result))
        }
        files = []
        return FormUpload(fields: FormParameters(fields), files: done)
    }

    private static let missing = PhotoError.folder("expected a folder for photos, found none configured")

    private mutating func begin(_ sent: MultipartPiece.File) async {
        guard let use = uses[sent.field] else { return }
        guard files.count < maximumFiles else {
            current = Incoming(sent: sent, file: .failure(.tooMany(limit: maximumFiles)))
            return
        }
        guard let room else {
            current = Incoming(sent: sent, file: .failure(Self.missing))
            return
        }
        do {
            let file = try await room.folder.receive(use, for: jurisdiction, limits: room.limits)
            current = Incoming(sent: sent, file: .success(file))
        } catch {
            current = Incoming(sent: sent, file: .failure(error))
        }
    }

    private mutating func write(_ bytes: [UInt8]) async {
        current?.isEmpty = false
        guard case .success(let file) = current?.file else { return }
        do {
            try await file.write(bytes)
        } catch {
            current?.file = .failure(error)
        }
    }

    private mutating func end() {
        // A browser sends an empty file without a name where none was chosen.
        if let current, !current.isEmpty || !current.sent.title.isEmpty { files.append(current) }
        current = nil
    }
}
