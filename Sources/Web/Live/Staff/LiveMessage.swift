import Boundaries
import NIOCore
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One message of staff's live pages, as a server-sent event.
///
/// Its id is the snapshot that whoever has read it has seen; said as `Last-Event-ID`, the next message goes on there.
enum LiveMessage {
    /// The most events a message names; where there were more it says `reset`, and the page reads everything anew.
    static let maximumEvents = 60

    /// What stands in for a message.
    enum Reset: String {
        /// The place to go on from is no place of this database.
        case unknown
        /// More has happened since than a message holds.
        case many
        /// Messages were lost because they were not read in time.
        case slow
    }

    private struct Event: Encodable {
        let kind: String
        let department: String?
        let counterpart: String?
        /// Neither of these of a private request that the department has no leg of.
        let request: String?
        let item: String?
        let place: [Double]?
    }

    private struct Changes: Encodable {
        let at: Int64
        let first: Int64
        let events: [Event]
    }

    private struct Whole: Encodable {
        let at: Int64
        let first: Int64?
        let why: String?
    }

    /// What an audience hears of the news; nil where it is none of its business.
    static func changes(_ news: EventNews, for audience: LiveAudience, privateServices: Set<String>) -> ByteBuffer? {
        let heard = news.events.filter(audience.hears)
        guard let first = heard.map(\.at).min() else {
            // What is cut off may concern anybody.
            return news.isCut ? reset(.many, news) : nil
        }
        guard !news.isCut, heard.count <= maximumEvents else { return reset(.many, news, first: first) }
        let events = heard.map { event in
            let isOpen = event.isOpen(to: audience.department, privateServices: privateServices)
            return Event(
                kind: event.kind,
                department: event.department,
                counterpart: event.counterpart,
                request: isOpen ? event.serviceRequestID : nil,
                // A number that scripts would round is text.
                item: isOpen ? event.item.map { String($0) } : nil,
                place: isOpen ? event.coordinate.map { [$0.latitude, $0.longitude] } : nil
            )
        }
        return text("changes", news, Changes(at: news.at.inMilliseconds, first: first.inMilliseconds, events: events))
    }

    /// The page had better read everything anew.
    static func reset(_ why: Reset, _ news: EventNews, first: Date? = nil) -> ByteBuffer {
        text(
            "reset",
            news,
            Whole(at: news.at.inMilliseconds, first: first?.inMilliseconds, why: why.rawValue)
        )
    }

    /// A reset in the place of a message before which others were dropped, with its id.
    static func slow(instead message: ByteBuffer) -> ByteBuffer {
        let id = String(buffer: message).prefix { $0 != "\n" }
        return ByteBuffer(string: "\(id)\nevent: reset\ndata: {\"why\":\"\(Reset.slow.rawValue)\"}\n\n")
    }

    /// Nothing happened, and it was looked.
    static func beat(_ news: EventNews) -> ByteBuffer {
        text("beat", news, Whole(at: news.at.inMilliseconds, first: nil, why: nil))
    }

    private static func text(_ name: String, _ news: EventNews, _ content: some Encodable) -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(content)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return ByteBuffer(string: "id: \(news.snapshot.text)\nevent: \(name)\ndata: \(json)\n\n")
    }
}

extension Date {
    /// Since 1970, as scripts count.
    fileprivate var inMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
