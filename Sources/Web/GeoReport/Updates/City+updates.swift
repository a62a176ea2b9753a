import GeoReport
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension City {
    /// A part of the list of what happened, in the words of the status page and by its rule of whose words are for whom.
    ///
    /// A client is told its own number of a request that it sent: told to others, FixMyStreet would take it for one of its
    /// own reports.
    func updates(
        of page: UpdatePage,
        for client: Int32?,
        language: String,
        photos address: ((_ id: String, _ name: String) -> String)?
    ) async throws(StoreError) -> [RequestUpdate] {
        let reader = reader.forClients
        let originals = try await reader.publicIDs(
            among: page.subjects.values.flatMap { HistoryWords.originals(in: $0.history) }
        )
        let pictured = page.subjects.filter { $0.value.history.contains(where: \.tellsPhotos) }.map(\.key)
        let photos = address == nil || pictured.isEmpty ? [:] : try await reader.photos(of: pictured)
        let statuses = page.subjects.mapValues { UpdateStory.told(of: $0.history) }
        let lines = page.subjects.mapValues { subject in
            Dictionary(subject.history.map { ($0.event, $0) }, uniquingKeysWith: { first, _ in first })
        }
        var words = HistoryWords(catalog: catalog, language: language, publicOriginals: originals)
        return page.entries.compactMap { entry in
            guard let subject = page.subjects[entry.requestID], let line = lines[entry.requestID]?[entry.event],
                let status = statuses[entry.requestID]?[entry.event]
            else { return nil }
            words.rule = FieldRule(viewer: .anybody, isPrivate: false, isDescribed: subject.isDescribed)
            guard let description = words.update(line, in: subject.history) else { return nil }
            return RequestUpdate(
                id: entry.id,
                requestID: entry.requestID,
                status: status,
                at: line.at,
                description: description,
                mediaURLs: line.photos(among: photos[entry.requestID] ?? [], in: subject.history).compactMap {
                    address?(entry.requestID, $0.name)
                },
                outcome: line.kind == "closed" ? subject.outcome(before: line)?.code : nil,
                reference: HistoryWords.shown(entry.requestID),
                clientReference: client.flatMap { subject.reference(for: $0) }
            )
        }
    }
}

extension HistoryLine {
    /// Whether it says that a department added photos of its work.
    fileprivate var tellsPhotos: Bool { kind == "note" && EventDetail(self).photos != nil }

    /// The department's photos that it tells of: those that were added since the line of this kind before it.
    ///
    /// They come in one at a time, each with its line, which is written after it.
    fileprivate func photos(among photos: [PhotoRow], in history: [HistoryLine]) -> [PhotoRow] {
        guard tellsPhotos else { return [] }
        let before = history.last { $0.event < event && $0.department == department && $0.tellsPhotos }
        return photos.filter { photo in
            photo.department == department && photo.addedAt <= at && before.map { photo.addedAt > $0.at } ?? true
        }
    }
}

extension UpdatePage.Subject {
    /// How the leg ended that closed the request; nil where it was called off.
    fileprivate func outcome(before closing: HistoryLine) -> Outcome? {
        history.last { $0.kind == "completed" && $0.at == closing.at && $0.event < closing.event }
            .flatMap { EventDetail($0).ending }
    }
}
