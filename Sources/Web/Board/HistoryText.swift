import GeoReport
import Store

/// The whole history of a request as JSON: one object an event, oldest first.
struct HistoryText: Sendable {
    let json: String

    init(_ file: CaseFile, words: StaffWords) {
        let head: WireValue = [
            "service_request_id": .string(file.serviceRequestID), "as_of": .string(GeoReportDate.format(file.at)),
        ]
        let events = file.history.map { Self.event($0, words: words) }
        let start = Self.text(head).dropLast()
        json = "\(start),\"events\":[\n\(events.joined(separator: ",\n"))\n]}\n"
    }

    private static func event(_ line: HistoryLine, words: StaffWords) -> String {
        let view = EventView(line, words: words)
        let object: WireValue = .object([
            .init("event", .integer(Int(line.event))),
            .init("kind", .string(line.kind)),
            .init("at", .string(view.time.machine)),
            .init("who", who(line)),
            .init("department", .text(line.department)),
            .init("counterpart", .text(line.counterpart)),
            .init("item", line.item.map { .integer(Int($0)) } ?? .null),
            .init("words", .string(view.title)),
            .init("text", .text(view.words)),
        ])
        // As it is kept, byte for byte: it is JSON already.
        let data = line.detailJSON.isEmpty ? "{}" : line.detailJSON
        return "\(text(object).dropLast()),\"data\":\(data)}"
    }

    /// Who did it: a person by department and the name at work, the resident, or the server itself.
    private static func who(_ line: HistoryLine) -> WireValue {
        if line.actor == Author.resident.actor { return .object([.init("kind", .string("resident"))]) }
        let parts = line.actor.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return .object([.init("kind", .string("system"))]) }
        return .object([
            .init("kind", .string("person")), .init("department", .string(parts[0])), .init("name", .string(parts[1])),
        ])
    }

    private static func text(_ value: WireValue) -> String { String(decoding: value.json, as: UTF8.self) }
}
