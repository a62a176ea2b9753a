import Logging
import Photos
import Store

extension City {
    /// What the tables say of photos and documents.
    var photos: PhotoRows { PhotoRows(pool: pools.service, jurisdiction: row) }

    /// What photos need beside the requests: those of reports that were sent go to their requests where a server ended in
    /// between, those of reports that were not are forgotten with them.
    func sweepers(of room: PhotoRoom, logger: Logger) -> [Sweeper] {
        let photos = photos
        let (folder, code) = (room.folder, code)
        return [
            Sweeper(of: "photos of sent reports", interval: .seconds(60), logger: logger) { limit throws(StoreError) in
                try await photos.attachSent(limit: limit)
            },
            Sweeper(of: "photos of unsent reports", batch: 500, logger: logger) { limit throws(StoreError) in
                try await photos.forgetUnsent(limit: limit) { bytes in
                    guard let name = PhotoName(bytes: bytes) else { return true }
                    do throws(PhotoError) {
                        try await folder.remove(name, of: code)
                        return true
                    } catch {
                        logger.warning(
                            "A photo's files could not be removed",
                            metadata: ["error": "\(error.debugDescription)"]
                        )
                        return false
                    }
                }
            },
        ]
    }
}
