import Foundation
import Photos

/// A folder of the test's own, with a prepared folder of photos in it; removed when nobody holds it.
final class Scratch: Sendable {
    let path: String
    let folder: PhotoFolder

    init() async throws {
        path = FileManager.default.temporaryDirectory.appending(path: "photos-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = PhotoFolder(path + "/photos")
        try await folder.prepare()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Puts a file here and says where.
    func put(_ bytes: [UInt8], _ name: String) throws -> String {
        let place = "\(path)/\(name)"
        try Data(bytes).write(to: URL(filePath: place))
        return place
    }

    func get(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }

    /// Makes a file of the folder of photos look as if it was written two hours ago.
    func makeOld(_ file: String) throws {
        let date = Date(timeIntervalSinceNow: -7200)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(folder.path)/\(file)")
    }

    /// Every file of the folder of photos, by its path in there.
    func files() -> Set<String> {
        let all = FileManager.default.subpaths(atPath: folder.path) ?? []
        return Set(
            all.filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: "\(folder.path)/\(path)", isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
        )
    }

    /// Sends a file in pieces and develops it.
    func develop(
        _ bytes: [UInt8],
        as use: PhotoUse = .photo,
        piece: Int = 10_000,
        limits: PhotoLimits = PhotoLimits(),
        program: PictureProgram = PictureProgram()
    ) async throws -> Result<DevelopedPhoto, PhotoError> {
        try await develop(
            bytes,
            as: use,
            piece: piece,
            in: PhotoStudio(program, folder: folder, limits: limits),
            limits
        )
    }

    func develop(
        _ bytes: [UInt8],
        as use: PhotoUse = .photo,
        piece: Int = 10_000,
        in studio: PhotoStudio,
        _ limits: PhotoLimits = PhotoLimits()
    ) async throws -> Result<DevelopedPhoto, PhotoError> {
        let incoming = try await folder.receive(use, for: "tiny", limits: limits)
        do throws(PhotoError) {
            for start in stride(from: 0, to: bytes.count, by: piece) {
                try await incoming.write(Array(bytes[start..<min(start + piece, bytes.count)]))
            }
        } catch {
            return .failure(error)
        }
        return await studio.develop(incoming)
    }

    /// The bytes that were kept of a photo.
    func kept(_ photo: DevelopedPhoto, _ version: PhotoVersion = .whole) async throws -> [UInt8] {
        try await folder.read(photo.name, version, of: photo.jurisdiction) ?? []
    }
}
