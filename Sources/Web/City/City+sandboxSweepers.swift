import Logging
import Photos
import Postgres
import Store

extension City {
    /// What a sandbox needs beside the requests: what work needs anywhere, its own hands, and its own forgetting.
    func sandboxSweepers(
        _ configuration: WebConfiguration,
        _ room: PhotoRoom?,
        logger: Logger
    ) -> [Sweeper] {
        let sandbox = Sandbox(pool: pools.service, jurisdiction: row, rules: configuration.sandbox)
        let queues = queues
        let photos = room.map { sweepers(of: $0, logger: logger) } ?? []
        return workSweepers(configuration, logger: logger) + photos + [
            Sweeper(
                of: "what a sandbox moves",
                batch: 500,
                interval: configuration.sandbox.interval,
                logger: logger
            ) { _ throws(StoreError) in
                try await sandbox.move(queues)
            },
            Sweeper(of: "what a sandbox was sent long ago", batch: 500, logger: logger) {
                [self] limit throws(StoreError) in
                try await forgetOld(of: sandbox, room, limit: limit, logger: logger)
            },
        ]
    }

    /// Forgets what a sandbox has kept long enough, with the files of its photos; says how many requests it was.
    func forgetOld(
        of sandbox: Sandbox,
        _ room: PhotoRoom?,
        limit: Int,
        logger: Logger
    ) async throws(StoreError) -> Int {
        let forgotten = try await sandbox.forgetOld(limit: limit)
        await room?.remove(forgotten.photos.compactMap { PhotoName(bytes: $0) }, of: self, logger: logger)
        if forgotten.requests > 0 {
            logger.info(
                "Forgot what a sandbox was sent",
                metadata: ["jurisdiction": "\(code)", "requests": "\(forgotten.requests)"]
            )
        }
        return forgotten.requests
    }
}
