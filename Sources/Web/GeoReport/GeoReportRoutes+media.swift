import Logging
import Photos
import ServiceRequests
import Store

/// The photos that came with a submission; none of them is ever a reason to refuse it.
extension GeoReportRoutes {
    /// What became of a submission's files.
    struct Media: Sendable {
        /// What was drawn and kept.
        var kept: [PhotoRow.File] = []
        /// A sentence for each that was not, one for all beyond the most, in the language of whoever sent them.
        var dropped: [String] = []

        var names: [PhotoName] { kept.compactMap { PhotoName(bytes: $0.name) } }
    }

    /// Takes the files of one submission.
    ///
    /// The jurisdiction is not known before the form is read; it is named when they are drawn.
    var receiver: FileReceiver {
        FileReceiver(maximumFiles: limits.maximumPhotos, jurisdiction: cities.all.first?.code ?? "", room: photos)
    }

    /// Draws and keeps what is a photo, where the service with a code takes them.
    func develop(
        _ files: [ReceivedFile],
        of serviceCode: String,
        in city: City,
        _ language: String,
        logger: Logger
    ) async -> Media {
        var media = Media()
        let says = PhotoWords(words: Vocabulary.words(in: language))
        var isTooMany = false
        for file in files {
            if case .failure(.tooMany) = file.file {
                // Once, however many there are.
                guard !isTooMany else { continue }
                isTooMany = true
            }
            guard city.catalog.service(named: serviceCode)?.takesPhotos == true else {
                media.dropped.append(says.unwanted(file.sent.title.isEmpty ? file.sent.field : file.sent.title))
                continue
            }
            switch await file.develop(in: photos, for: city.code).result {
            case .success(let photo):
                media.kept.append(photo.row(title: file.sent.title))
            case .failure(let error):
                photos?.tell(error, logger: logger)
                media.dropped.append(says.sentence(file.sent.title, .photo, error))
            }
        }
        return media
    }

    /// Gives the request its photos.
    ///
    /// The request is stored by now, and so it is told whatever happens here; whoever sends it again under the same key
    /// gives it the photos that it still lacks. `wanted` are the SHA-256 of those that may be added; nil for all.
    func attach(
        _ media: Media,
        only wanted: [[UInt8]]? = nil,
        to id: String,
        in city: City,
        logger: Logger
    ) async {
        guard !media.kept.isEmpty else { return }
        do throws(StoreError) {
            let files = media.kept.filter { wanted?.contains($0.sha256) ?? true }
            let written = try await city.photos.attach(files, to: id)
            let spare = media.names.filter { !written.contains($0.bytes) }
            await photos?.remove(spare, of: city, logger: logger)
        } catch {
            logger.error("A request's photos could not be added", metadata: error.metadata)
            await forget(media, in: city, logger: logger)
        }
    }

    /// Removes the files of a submission that was not stored.
    func forget(_ media: Media, in city: City, logger: Logger) async {
        await photos?.forget(media.names, unusedIn: city, logger: logger)
    }
}
