import GeoReport
import HTTPTypes
import Hummingbird
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The very list that is shown as a file: the same items in the same order, and of each no more than the list shows.
///
/// At most `Worklists.exportLimit` rows: a longer list's file says `first-10000` in its name, and GeoJSON says it inside.
struct WorklistExport: Sendable {
    private let page: ItemPage
    private let query: WorklistQuery
    private let words: StaffWords
    private let viewer: String

    init(_ query: WorklistQuery, _ visit: StaffVisit) async throws {
        page = try await visit.city.worklists.whole(query.selection, viewer: visit.department)
        self.query = query
        words = StaffWords(visit, now: page.at)
        viewer = visit.department
    }

    /// RFC 4180, UTF-8, instants as ISO 8601 says.
    func csv() -> Response {
        var table = CSVTable([
            "reference", "item", "service", "department", "queue", "state", "due", "clock_paused", "came_in", "closed",
            "outcome", "own_reference", "place", "latitude", "longitude",
        ])
        for row in page.rows {
            let cells = ExportCells(row, words)
            table.add([
                cells.reference, cells.item, cells.service, cells.department, cells.queue, cells.state, cells.due,
                row.pause == nil ? "no" : "yes", cells.came, cells.closed, row.outcome, row.reference, cells.place,
                cells.latitude, cells.longitude,
            ])
        }
        return response(table.text, "text/csv; charset=utf-8; header=present", "csv")
    }

    /// RFC 7946: a feature for each item, without geometry where no point is known.
    func geoJSON() throws -> Response {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let features = page.rows.map { ExportFeature(ExportCells($0, words), isPaused: $0.pause != nil) }
        let collection = ExportFeatures(features, at: ExportCells.text(page.at), isCut: page.next != nil)
        let text = String(decoding: try encoder.encode(collection), as: UTF8.self)
        return response(text, "application/geo+json", "geojson")
    }

    private func response(_ text: String, _ type: String, _ ending: String) -> Response {
        let cut = page.next == nil ? "" : "-first-\(page.rows.count)"
        let day = ExportCells.text(page.at).prefix(10)
        let name = "\(query.selection.standing.rawValue)-\(day)\(cut).\(ending)"
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
