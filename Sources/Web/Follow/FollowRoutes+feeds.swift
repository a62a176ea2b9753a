import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// Web feeds: what everybody may read, by the table that the pages go by, and nothing of private reports.
///
/// Their addresses are made from where the reader says it reached us; no answer is kept for anybody else.
extension FollowRoutes {
    /// GET `/r/{id}/feed`: what happened to a report.
    @Sendable func requestFeed(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let city = visit.city
        guard let id = context.captured("service_request_id").flatMap({ ServiceRequest.ID($0) })?.text,
            let record = try await city.reader.record(id), let ties = try await city.reader.ties(of: id),
            !ties.isPrivate
        else { throw Self.noFeed }
        let origin = try request.origin()
        let history = try await city.history.lines(of: id)
        let teller = HistoryWords(
            catalog: city.catalog,
            language: visit.language,
            publicOriginals: try await city.reader.publicIDs(among: HistoryWords.originals(in: history)),
            rule: FieldRule(viewer: .anybody, isPrivate: false, isDescribed: ties.isDescribed)
        )
        let page = origin + visit.address("/r/\(id)")
        var entries: [AtomEntry] = []
        for event in history {
            guard let line = teller.line(event) else { continue }
            // What only repeats itself is told once, by its first time, so that the entry's name stays.
            if let last = entries.last, last.title == line.title, last.content == line.note { continue }
            entries.append(
                AtomEntry(
                    id: AtomID("event", city.code, id, String(event.event)),
                    title: line.title,
                    updated: line.at,
                    link: page,
                    content: line.note
                )
            )
        }
        let service = city.catalog.service(named: record.serviceCode)?.name.text(in: visit.language)
        return AtomFeed(
            id: AtomID("request", city.code, id),
            title: "\(service ?? record.serviceCode) (\(ServiceRequest.ID(id)?.grouped ?? id))",
            author: city.catalog.jurisdiction.name.text(in: visit.language),
            language: visit.language,
            created: record.requestedAt,
            address: origin + visit.address("/r/\(id)/feed"),
            page: page,
            entries: entries.reversed()
        ).response
    }

    /// GET `/follow/feed?layer&boundary[&service_code]`: the newest reports in a place.
    @Sendable func placeFeed(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let city = visit.city
        guard let place = FollowedPlace(visit.query, visit) else { throw Self.noFeed }
        let origin = try request.origin()
        let code = place.service?.code
        let points = try await news.newest(50, in: place.name, of: code, city: city)
        let entries = try await city.reader.records(of: points).map { entry($0, visit, origin) }
        return AtomFeed(
            id: AtomID("place", city.code, place.name.layer, place.name.boundary, code ?? ""),
            title: city.placeWords(place.name, code, visit.words),
            author: city.catalog.jurisdiction.name.text(in: visit.language),
            language: visit.language,
            created: city.catalogSince,
            address: origin + visit.address("/follow/feed?\(place.query)"),
            page: origin + visit.address(place.address),
            entries: entries
        ).response
    }

    private func entry(_ record: ServiceRequest.Record, _ visit: PageVisit, _ origin: String) -> AtomEntry {
        let (city, words) = (visit.city, visit.words)
        let service = city.catalog.service(named: record.serviceCode)?.name.text(in: visit.language)
        let what = service ?? record.serviceCode
        let place = record.coordinate.flatMap { city.words(for: $0, language: visit.language).short }
        let named = place.map { "\(what), \($0)" } ?? what
        // The reader leaves the description out where it is not for the public.
        let said = [record.description, record.status == .closed ? record.statusNotes : nil].compactMap(\.self)
        return AtomEntry(
            id: AtomID("reported", city.code, record.id),
            title: record.status == .closed
                ? words("follow_mail_closed", ["what": named]) : words("follow_mail_came", ["what": named]),
            updated: record.updatedAt,
            link: origin + visit.address("/r/\(record.id)"),
            content: said.isEmpty ? nil : said.joined(separator: "\n\n")
        )
    }

    private static let noFeed = Refusal.notFound(
        "expected the feed of a public report or of a place here, found another"
    )
}
