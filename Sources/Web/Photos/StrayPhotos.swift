import Logging
import Photos
import Postgres
import ServiceRequests
import Store
import Synchronization

/// The files of photos and documents that no row of the tables is for.
///
/// A server ended between keeping the files and writing the row, or between deleting the row and removing the files; or
/// the database could not be asked. Nobody can see such a file, and it would stay for ever.
final class StrayPhotos: Sendable {
    /// How long files stay that nobody knows.
    ///
    /// The row is written within minutes. Whoever restores a backup of the database that is older than the folder has a
    /// week to notice.
    static let age: Duration = .seconds(7 * 24 * 3600)

    private let folder: PhotoFolder
    private let photos: PhotoRows
    private let jurisdiction: JurisdictionRow
    private let logger: Logger
    private let failures = Throttle(interval: .seconds(3600))
    /// The byte that the names begin with which are looked at next.
    private let next = Mutex<UInt8>(0)

    init(in folder: PhotoFolder, of city: City, logger: Logger) {
        self.folder = folder
        photos = city.photos
        jurisdiction = city.row
        self.logger = logger
    }

    /// Looks at the files of some thousand names, and the next time at the next, and removes those nobody knows; says how
    /// many it was.
    func sweep(names limit: Int) async throws(StoreError) -> Int {
        guard await isOurs() else { return 0 }
        var (seen, removed) = (0, 0)
        for _ in 0...UInt8.max where seen < limit && !Task.isCancelled {
            let names = await nextNames()
            seen += names.count
            for start in stride(from: 0, to: names.count, by: 1000) {
                removed += try await remove(unknownOf: names[start..<min(start + 1000, names.count)])
            }
        }
        if removed > 0 {
            logger.notice("Removed photos' files that belong to nothing", metadata: ["photos": "\(removed)"])
        }
        return removed
    }

    /// Whether the folder is this database's: to a server with another one all of its files would be unknown.
    private func isOurs() async -> Bool {
        // No request is called so, and in no other database anything: ids are enciphered with a key of the database's own.
        guard let owner = jurisdiction.cipher.id(for: 0)?.text else { return false }
        do throws(PhotoError) {
            if try await folder.belongs(jurisdiction.code, to: owner) { return true }
            let mark = folder.ownerMark(of: jurisdiction.code)
            tell("expected \(mark) to say \(owner), found that the files are another database's, so none is removed")
        } catch {
            tell(error.debugDescription)
        }
        return false
    }

    private func nextNames() async -> [PhotoName] {
        let first = next.withLock { next in
            defer { next &+= 1 }
            return next
        }
        do throws(PhotoError) {
            return Array(try await folder.names(of: jurisdiction.code, from: first, olderThan: Self.age))
        } catch {
            tell(error.debugDescription)
            return []
        }
    }

    private func remove(unknownOf names: ArraySlice<PhotoName>) async throws(StoreError) -> Int {
        let known = Set(try await photos.known(among: names.map(\.bytes)))
        var removed = 0
        for name in names where !known.contains(name.bytes) {
            do throws(PhotoError) {
                try await folder.remove(name, of: jurisdiction.code)
                removed += 1
            } catch {
                tell(error.debugDescription)
            }
        }
        return removed
    }

    private func tell(_ error: String) {
        guard let keptBack = failures.pass() else { return }
        logger.warning(
            "Photos' files that belong to nothing could not be removed",
            metadata: ["jurisdiction": "\(jurisdiction.code)", "error": "\(error)", "lines.kept-back": "\(keptBack)"]
        )
    }
}
