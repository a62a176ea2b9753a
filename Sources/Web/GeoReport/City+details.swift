import GeoReport
import ServiceRequests
import Store

extension City {
    /// What `extensions=true` tells of requests beside their records, by id.
    ///
    /// The history is told in the words of the status page, and by its rule of whose words are for whom.
    func details(
        of pictured: PicturedRecords,
        language: String
    ) async throws(StoreError) -> [String: RequestDetails] {
        let reader = reader.forClients
        let known = try await reader.details(of: pictured.records.map(\.id))
        let named = known.values.flatMap { HistoryWords.originals(in: $0.history) }
        let originals = try await reader.publicIDs(among: named)
        var words = HistoryWords(catalog: catalog, language: language)
        var details: [String: RequestDetails] = [:]
        for (id, known) in known {
            words.rule = FieldRule(viewer: .anybody, isPrivate: known.isPrivate, isDescribed: known.isDescribed)
            words.publicOriginals = words.rule.shows(.place) ? originals : []
            details[id] = RequestDetails(
                reopens: known.reopens,
                original: known.original,
                duplicates: known.duplicates,
                mediaURLs: pictured.mediaURLs[id] ?? [],
                legs: known.legs.map(RequestDetails.Leg.init),
                notes: words.notes(known.history)
            )
        }
        return details
    }
}

extension HistoryWords {
    /// The history as GeoReport tells it, oldest first; what only repeats itself is told once, by its first time.
    fileprivate func notes(_ history: [HistoryLine]) -> [RequestDetails.Note] {
        var notes: [RequestDetails.Note] = []
        for event in history {
            guard let line = line(event) else { continue }
            if let last = notes.last, last.summary == line.title, last.description == line.note { continue }
            notes.append(.init(at: line.at, kind: event.kind, summary: line.title, description: line.note))
        }
        return notes
    }
}

extension RequestDetails.Leg {
    fileprivate init(_ leg: LegProgress) {
        let (status, outcome): (Status, Outcome?) =
            switch leg.stage {
            case .waiting: (.waiting, nil)
            case .leased: (.looking, nil)
            case .accepted: (.accepted, nil)
            case .closed(let outcome): (.closed, outcome)
            case .cancelled: (.cancelled, nil)
            }
        self.init(department: leg.department, status: status, outcome: outcome?.code, closedAt: leg.closedAt)
    }
}
