import GeoReport
import ServiceRequests

extension OpenAPIParameter {
    /// What selects requests, of a list and of a file of them.
    static func filters(days: Int) -> [Self] {
        typealias Query = ServiceRequest.Query
        let position = Shape.number(-180...180)
        let radius: WireValue = [
            "type": "number", "exclusiveMinimum": 0, "maximum": .number(QueryDecoder.longestRadius),
            "default": .number(QueryDecoder.standardRadius),
        ]
        let words: WireValue = ["type": "string", "maxLength": .integer(QueryDecoder.longestText)]
        return [
            .commaSeparated(
                "service_request_id",
                .text(),
                atMost: Query.maximumCount,
                "These, whatever their age; every other parameter is then left out."
            ),
            .commaSeparated("service_code", .text(), "Codes of services; unknown ones match nothing."),
            .commaSeparated("status", .word(ServiceRequest.Status.allCases.map(\.rawValue)), "Any of these."),
            .date("start_date", "Submitted then or later, in a window of at most \(days) days"),
            .date("end_date", "Submitted then or earlier, in a window of at most \(days) days"),
            .date("updated_after", "Changed then or later, in a window of at most \(days) days"),
            .date("updated_before", "Changed then or earlier, in a window of at most \(days) days"),
            .commaSeparated("agency_responsible", .text(), "Departments by code or name."),
            Self(
                "bbox",
                Shape.list(position, atLeast: 4, atMost: 4).jsonSchema,
                "Two corners, south west and north east, in either order of latitude and longitude that makes sense here."
            ).separated,
            latitude, longitude,
            Self("radius", radius, "Within so many metres of `lat` and `long`."),
            Self("q", words, "Each of these words, \(QueryDecoder.mostWords) at most, is in what the public can read."),
            Self("keyword", words, "Another word for `q`."),
            Self("has_photo", .bool, "Whether there is a picture everybody may see."),
            Self("with_picture", .bool, "Another word for `has_photo`."),
        ]
    }

    /// Which part of a list.
    static var parts: [Self] {
        typealias Query = ServiceRequest.Query
        let size = "At most \(Query.maximumCount) a page, and so many unless told; more counts as so many."
        return [
            Self("page", .integer(from: 1), "The number of a page, within the first \(Query.maximumDepth) requests."),
            Self("page_size", .integer(from: 1), size),
            Self("limit", .integer(from: 1), "Another word for `page_size`."),
            Self("max_requests", .integer(from: 1), "Another word for `page_size`."),
            Self("offset", .integer(from: 0), "So many of the newest are left out."),
            Self("after", .text(), "What comes behind the request with this id, as `Link` leads on."),
        ]
    }

    /// Which updates, and which part of them.
    static var updates: [Self] {
        let size = "At most \(UpdateQuery.maximumCount) a part, and so many unless told; more counts as so many."
        let days = ServiceRequest.Query.maximumDays
        return [
            .date("start_date", "Happened then or later, in a window of at most \(days) days"),
            .date("end_date", "Happened then or earlier, in a window of at most \(days) days"),
            Self("page_size", .integer(from: 1), size),
            Self("limit", .integer(from: 1), "Another word for `page_size`."),
            Self("max_requests", .integer(from: 1), "Another word for `page_size`."),
            Self("after", .text(), "Where the part before ended, as its `Link` leads on."),
        ]
    }

    private var separated: Self {
        var parameter = self
        parameter.isCommaSeparated = true
        return parameter
    }
}
