import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestsBody {
    /// What `extensions=true` adds to a request: `extended_attributes`, and `notes` beside them as Chicago has them.
    static func extensions(
        _ record: ServiceRequest.Record,
        _ details: RequestDetails,
        catalog: Catalog,
        language: String
    ) -> [WireValue.Member] {
        func date(_ instant: Date?) -> WireValue { .text(instant.map(GeoReportDate.format)) }
        let legs = details.legs.map { leg -> WireValue in
            let name = catalog.department(leg.department)?.name.text(in: language)
            return [
                "department": .string(leg.department),
                "agency_responsible": .string(name ?? leg.department),
                "status": .string(leg.status.rawValue),
                "outcome": .text(leg.outcome),
                "closed_datetime": date(leg.closedAt),
            ]
        }
        let notes = details.notes.map { note -> WireValue in
            [
                "datetime": date(note.at),
                "type": .string(note.kind),
                "summary": .text(note.summary),
                "description": .text(note.description),
            ]
        }
        let attributes: WireValue = [
            "department": .string(record.department),
            "queue": .string(record.queue),
            "channel": .text(record.channel?.rawValue),
            "closed_datetime": date(record.status == .closed ? record.closedAt : nil),
            "reopened": .integer(details.reopens),
            "duplicate": .bool(details.original != nil),
            "parent_service_request_id": .text(details.original),
            "duplicates": .integer(details.duplicates),
            "media_urls": .array(details.mediaURLs.map { .text($0) }),
            "legs": .array(legs),
        ]
        return [.init("extended_attributes", attributes), .init("notes", .array(notes))]
    }
}
