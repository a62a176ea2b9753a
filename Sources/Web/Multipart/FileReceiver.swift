import Crypto
import Photos

/// Takes the files of a form one after the other into the folder of photos, while they are checked.
///
/// A file that fails is read to its end and forgotten.
struct FileReceiver: Sendable {
    static let missing = PhotoError.folder("expected a folder for photos, found none configured")

    private struct Incoming: Sendable {
        let sent: MultipartPiece.File
        var file: Result<IncomingFile, PhotoError>
        var isEmpty = true
        var hash = SHA256()
    }

    /// The most files; further ones fail.
    let maximumFiles: Int
    let jurisdiction: String
    /// Where the files go; nil where none are taken.
    let room: PhotoRoom?

    /// Those that have ended, in their order.
    private(set) var files: [ReceivedFile] = []
    private var current: Incoming?

    init(maximumFiles: Int, jurisdiction: String, room: PhotoRoom?) {
        self.maximumFiles = maximumFiles
        self.jurisdiction = jurisdiction
        self.room = room
    }

    /// A file begins.
    mutating func begin(_ sent: MultipartPiece.File, as use: PhotoUse) async {
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

    /// Its next bytes.
    mutating func write(_ bytes: [UInt8]) async {
        guard !bytes.isEmpty else { return }
        current?.isEmpty = false
        current?.hash.update(data: bytes)
        guard case .success(let file) = current?.file else { return }
        do {
            try await file.write(bytes)
        } catch {
            current?.file = .failure(error)
        }
    }

    /// It cannot be read: what follows of it is only counted in.
    mutating func fail(_ error: PhotoError) {
        current?.isEmpty = false
        guard case .success = current?.file else { return }
        current?.file = .failure(error)
    }

    /// It ends.
    mutating func end() {
        // A browser sends an empty file without a name where none was chosen.
        if let current, !current.isEmpty || !current.sent.title.isEmpty {
            files.append(
                ReceivedFile(sent: current.sent, file: current.file, sha256: Array(current.hash.finalize()))
            )
        }
        current = nil
    }
}
