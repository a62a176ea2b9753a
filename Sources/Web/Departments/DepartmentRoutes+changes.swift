import GeoReport
import HTTPTypes
import Hummingbird
import Store

extension DepartmentRoutes {
    private static let standardLimit = 100

    /// What has happened to the department's work since a cursor, none of it skipped.
    func changes(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let (start, limit) = try Self.wish(request)
        let changes = caller.city.changes.acting(as: caller.role)
        guard let start else { return Response.json(bytes: try await changes.now().json) }
        let page = try await changes.page(for: caller.department, after: start, limit: limit)
        guard let page else {
            throw Refusal(
                .badRequest,
                "cursor_ahead",
                "cursor: expected one of this database, found one ahead of it: a backup was restored; "
                    + "begin again without a cursor, or with now"
            )
        }
        return .json(bytes: page.json)
    }

    /// Where to begin, nil for now, and how many changes at most.
    private static func wish(_ request: Request) throws(Refusal) -> (start: ChangeCursor?, limit: Int) {
        let parameters: FormParameters
        do throws(GeoReportError) {
            parameters = try FormParameters(query: request)
        } catch {
            throw .badRequest("expected a query that can be read", details: error.faults.map(\.description))
        }
        var limit = standardLimit
        if let given = parameters["limit"] {
            guard let number = Int(given), (1...Changes.maximumLimit).contains(number) else {
                throw .badRequest("limit: expected 1 to \(Changes.maximumLimit), found another value")
            }
            limit = number
        }
        switch parameters["cursor"] {
        case nil: return (.beginning, limit)
        case "now": return (nil, limit)
        case let given?:
            guard let cursor = ChangeCursor(given) else {
                throw .badRequest("cursor: expected one that an answer gave, now, or none, found another text")
            }
            return (cursor, limit)
        }
    }
}

extension ChangePage {
    fileprivate var json: [UInt8] {
        var json = Array(#"{"changes":["#.utf8)
        for (index, change) in changes.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            json += change.json
        }
        let milliseconds = lag / .milliseconds(1)
        let rest: WireValue = [
            "cursor": .string(cursor.text),
            "more": .bool(isMore),
            "lag_seconds": .number(milliseconds.rounded() / 1000),
        ]
        return json + Array("],".utf8) + rest.json.dropFirst()
    }
}

extension Change {
    fileprivate var json: [UInt8] {
        let value: WireValue = [
            "cursor": .string(cursor.text),
            "event_id": .integer(Int(event)),
            "service_request_id": .string(serviceRequestID),
            "item_id": item.map { .integer(Int($0)) } ?? .null,
            "event": .string(kind),
            "at": .string(GeoReportDate.format(at)),
            "department": .text(department),
            "counterpart": .text(counterpart),
            "actor": .string(actor),
        ]
        // The detail is JSON already.
        return value.json.dropLast() + Array(#","detail":"#.utf8) + Array(detailJSON.utf8) + [UInt8(ascii: "}")]
    }
}
