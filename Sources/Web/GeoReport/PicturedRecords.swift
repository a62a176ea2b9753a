import ServiceRequests
import Store

/// Records with the addresses of the photos that we keep ourselves, as far as everybody may see them.
struct PicturedRecords: Sendable {
    /// The records, what residents sent among their links.
    let records: [ServiceRequest.Record]
    /// Every picture of each, by id: what residents sent, then what departments added of their work.
    let mediaURLs: [String: [String]]

    /// Reads the photos.
    ///
    /// Where several cities are served, each one's pages are at its own first host.
    init(_ records: [ServiceRequest.Record], _ call: GeoReportCall, isAlone: Bool) async throws {
        let city = call.city
        let asked = (try? call.request.origin()).flatMap { SiteOrigin($0) }
        let origin = isAlone ? asked : SiteOrigin.of(city.catalog.jurisdiction, said: nil, isAlone: false) ?? asked
        var (records, all) = (records, [String: [String]]())
        let photos = origin == nil ? [:] : try await city.reader.photos(of: records.map(\.id))
        for index in records.indices {
            let id = records[index].id
            func links(_ rows: [PhotoRow]) -> [String] {
                rows.map { "\(origin?.text ?? "")/r/\(id)/photos/\($0.name).jpg" }
            }
            let rows = photos[id] ?? []
            records[index].mediaURLs += links(rows.filter { $0.department == nil })
            all[id] = records[index].mediaURLs + links(rows.filter { $0.department != nil })
        }
        self.records = records
        mediaURLs = all
    }
}
