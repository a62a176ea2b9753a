import Logging
import OpenMetrics
import Photos
import Postgres
import ServiceRequests
import Store

/// Where photos and documents come in, are drawn and kept: one a process, so that all its cities share the means there
/// are for drawing.
struct PhotoRoom: Sendable {
    let folder: PhotoFolder
    let studio: PhotoStudio
    let limits: PhotoLimits
    /// The most photos of a report, and the most documents; departments add twice as many to an item.
    let maximum: Int
    /// Whether the program that draws is installed: without it documents are taken, and photos are not asked for.
    let canDraw: Bool
    /// How many were taken.
    let meter = PhotoMeter()

    init(folder: PhotoFolder, limits: PhotoLimits = PhotoLimits(), maximum: Int = 5, canDraw: Bool = true) {
        self.folder = folder
        self.limits = limits
        self.maximum = maximum
        self.canDraw = canDraw
        studio = PhotoStudio(PictureProgram(), folder: folder, limits: limits)
    }

    /// Makes the folder ready; nil where none is configured.
    init?(_ configuration: WebConfiguration, logger: Logger) async throws(WebError) {
        guard let path = configuration.photosFolder else { return nil }
        let folder = PhotoFolder(path)
        do throws(PhotoError) {
            try await folder.prepare()
        } catch {
            throw .photos(folder: path, error)
        }
        let program = PictureProgram()
        if !program.isInstalled {
            logger.warning(
                "The program that draws photos is not installed, so none are taken",
                metadata: ["program": "\(program.name)"]
            )
        }
        self.init(
            folder: folder,
            limits: PhotoLimits(maximumBytes: configuration.limits.maximumPhoto),
            maximum: configuration.limits.maximumPhotos,
            canDraw: program.isInstalled
        )
    }

    /// Draws and keeps a photo, or keeps a document as it is; see `PhotoStudio.develop`.
    func develop(
        _ incoming: IncomingFile,
        for jurisdiction: String? = nil
    ) async -> Result<DevelopedPhoto, PhotoError> {
        let result = await studio.develop(incoming, for: jurisdiction)
        switch result {
        case .success: meter.taken.add()
        case .failure(let error): (error.isTransient ? meter.failed : meter.refused).add()
        }
        return result
    }

    /// Puts on record why a file was not taken that may be taken another time: whoever sent it is told no more than that.
    func tell(_ error: PhotoError, logger: Logger) {
        guard error.isTransient else { return }
        logger.warning("A photo was not taken", metadata: ["error": "\(error.debugDescription)"])
    }

    /// Removes the files of photos that were taken and are not wanted; what cannot be removed is on record.
    func remove(_ names: [PhotoName], of city: City, logger: Logger) async {
        for name in names {
            do throws(PhotoError) {
                try await folder.remove(name, of: city.code)
            } catch {
                logger.warning("A photo's files could not be removed", metadata: ["error": "\(error.debugDescription)"])
            }
        }
    }

    /// Removes those of the files that were taken which no row of the tables is for: nothing became of them.
    func forget(_ names: [PhotoName], unusedIn city: City, logger: Logger) async {
        guard !names.isEmpty else { return }
        do throws(StoreError) {
            let known = Set(try await city.photos.known(among: names.map(\.bytes)))
            await remove(names.filter { !known.contains($0.bytes) }, of: city, logger: logger)
        } catch {
            // Whether the rows were written is not known: the files stay until `StrayPhotos` finds out.
            logger.warning("Photos may be left over", metadata: error.metadata)
        }
    }

    /// Clears away what was being sent when a server ended.
    func sweeper(logger: Logger) -> Sweeper {
        let failures = Throttle(interval: .seconds(600))
        return Sweeper(of: "photos that were being sent", interval: .seconds(3600), logger: logger) {
            [folder] _ throws(StoreError) in
            do throws(PhotoError) {
                _ = try await folder.sweep()
            } catch {
                if failures.pass() != nil {
                    logger.warning(
                        "The photos' folder could not be swept",
                        metadata: ["error": "\(error.debugDescription)"]
                    )
                }
            }
            return 0
        }
    }
}

extension DevelopedPhoto {
    /// What the tables keep of it.
    func row(title: String?) -> PhotoRow.File {
        PhotoRow.File(
            name: name.bytes,
            kind: use == .photo ? .photo : .document,
            width: size?.width,
            height: size?.height,
            bytes: bytes,
            sha256: sha256,
            title: title.flatMap { $0.isEmpty ? nil : $0 }
        )
    }
}
