import Boundaries
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One kind of list that clients ask for.
struct ListKind: Sendable {
    let name: String
    let query: ServiceRequest.Query
    /// Whether 100 ms is promised: not where clients go far, nor where they look for what an index cannot know.
    let isPromised: Bool

    private init(
        _ name: String,
        isPromised: Bool = true,
        _ now: Date,
        _ change: (inout ServiceRequest.Query) -> Void = { _ in }
    ) {
        self.name = name
        self.isPromised = isPromised
        var query = ServiceRequest.Query(selection: .window(start: now - 90 * 86400, end: nil))
        change(&query)
        self.query = query
    }

    /// All kinds, with the ids of some requests, newest first.
    static func all(_ ids: [String], now: Date) throws -> [ListKind] {
        typealias Query = ServiceRequest.Query
        let center = try Coordinate(latitude: 40.72, longitude: -73.90)
        func box(_ north: Double, _ east: Double) throws -> BoundingBox {
            BoundingBox(
                .inRange(latitude: center.latitude - north / 2, longitude: center.longitude - east / 2),
                .inRange(latitude: center.latitude + north / 2, longitude: center.longitude + east / 2)
            )
        }
        func span(_ start: Double, _ end: Double) -> Query.Span {
            Query.Span(start: now - start * 86400, end: now - end * 86400)
        }
        let (village, quarter, strip) = (try box(0.01, 0.013), try box(0.12, 0.16), try box(0.3, 0.001))
        return [
            ListKind("window", now),
            ListKind("window-past", now) { $0.selection = .window(start: now - 60 * 86400, end: now - 45 * 86400) },
            ListKind("page-50", now) { $0.limit = 50 },
            ListKind("page-20", now) { $0.offset = 19_000 },
            ListKind("page-last", isPromised: false, now) { $0.offset = 99_000 },
            ListKind("after", now) { $0.after = ids.last },
            ListKind("ids", now) { $0.selection = .ids(Array(ids.prefix(1000))) },
            ListKind("service", now) { $0.serviceCodes = ["service-3"] },
            ListKind("services", now) { $0.serviceCodes = ["service-1", "service-40", "service-100"] },
            ListKind("service-rare", now) { $0.serviceCodes = ["rare"] },
            ListKind("service-none", now) { $0.serviceCodes = ["no-such"] },
            ListKind("department", now) { $0.departments = ["department-4"] },
            ListKind("department-rare", now) { $0.departments = ["small-office"] },
            ListKind("open", now) { $0.statuses = [.open] },
            ListKind("closed", now) { $0.statuses = [.closed] },
            ListKind("service-open", now) {
                $0.serviceCodes = ["service-20"]
                $0.statuses = [.open]
            },
            ListKind("past-open", now) {
                $0.selection = .window(start: now - 90 * 86400, end: now - 60 * 86400)
                $0.statuses = [.open]
            },
            ListKind("updated-hour", now) {
                $0.selection = .window(start: .distantPast, end: nil)
                $0.updated = span(1 / 24, -1)
            },
            ListKind("updated-week", now) {
                $0.selection = .window(start: .distantPast, end: nil)
                $0.updated = span(7, -1)
            },
            ListKind("updated-past", now) {
                $0.selection = .window(start: .distantPast, end: nil)
                $0.updated = span(31, 30)
            },
            ListKind("bbox-village", now) { $0.area = .init(box: village) },
            ListKind("bbox-quarter", now) { $0.area = .init(box: quarter) },
            ListKind("bbox-strip", isPromised: false, now) { $0.area = .init(box: strip) },
            ListKind("bbox-service", now) {
                $0.area = .init(box: village)
                $0.serviceCodes = ["service-3"]
            },
            ListKind("radius-750", now) { $0.area = .init(box: nil, circle: .init(center: center, metres: 750)) },
            ListKind("photo", now) { $0.hasPicture = true },
            ListKind("words", now) { $0.words = [.init("17th"), .init("street")] },
            ListKind("words-none", isPromised: false, now) { $0.words = [.init("no-such-word")] },
        ]
    }
}
