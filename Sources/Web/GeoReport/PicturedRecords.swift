import ServiceRequests
import Store

/// Records with the addresses of the photos that we keep ourselves, as far as everybody may see them.
struct PicturedRecords: Sendable {
    /// The records, what residents sent in front of the links that came with them.
    let records: [ServiceRequest.Record]
    /// Every picture of each, by id: what residents sent, then what departments added of their work.
    let mediaURLs: [String: [String]]

    /// Reads the photos; without an address of theirs there are none.
    init(
        _ records: [ServiceRequest.Record],
        _ call: GeoReportCall,
        photos address: ((_ id: String, _ name: String) -> String)?
    ) async throws {
        var (records, all) = (records, [String: [String]]())
        let photos = address == nil ? [:] : try await call.city.reader.forClients.photos(of: records.map(\.id))
        for index in records.indices {
            let id = records[index].id
            let rows = photos[id] ?? []
            let own = rows.filter { $0.department == nil }.compactMap { address?(id, $0.name) }
            let work = rows.filter { $0.department != nil }.compactMap { address?(id, $0.name) }
            records[index].mediaURLs = own + records[index].mediaURLs
            all[id] = records[index].mediaURLs + work
        }
        self.records = records
        mediaURLs = all
    }
}
