import Logging
import Photos
import Postgres
import Store

extension City {
    /// What the tables say of photos and documents.
    var photos: PhotoRows { PhotoRows(pool: pools.service, jurisdiction: row) }

    /// What photos need beside the requests: those of reports that were sent go to their requests where a server ended in
    /// between, those of reports that were not are forgotten with them, and files that belong to nothing are removed.
    func sweepers(of room: PhotoRoom, logger: Logger) -> [Sweeper] {
        let photos = photos
        let strays = StrayPhotos(in: room.folder, of: self, logger: logger)
        let (folder, code) = (room.folder, code)
        let failures = Throttle(interval: .seconds(3600))
        return [
            Sweeper(of: "photos of sent reports", interval: .seconds(60), logger: logger) { limit throws(StoreError) in
                try await photos.attachSent(limit: limit)
            },
            Sweeper(of: "photos of unsent reports", batch: 500, logger: logger) { limit throws(StoreError) in
                _ = try await photos.forgetUnsent(page: limit) { bytes in
                    guard let name = PhotoName(bytes: bytes) else { return true }
                    do throws(PhotoError) {
                        try await folder.remove(name, of: code)
                        return true
                    } catch {
                        guard let keptBack = failures.pass() else { return false }
                        logger.warning(
                            "A photo's files could not be removed",
                            metadata: ["error": "\(error.debugDescription)", "lines.kept-back": "\(keptBack)"]
                        )
                        return false
                    }
                }
                // All of them were looked at.
                return 0
            },
            Sweeper(of: "photos that belong to nothing", logger: logger) { limit throws(StoreError) in
                _ = try await strays.sweep(names: limit)
                return 0
            },
        ]
    }
}
