import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension RequestReader {
    /// The most events looked at for one part of the list: those of private requests count, too.
    public static let mostEventsLooked = 50_000
    /// The most requests whose histories are read for one part of the list.
    public static let mostRequestsTold = 1000

    private struct Looked: Sendable {
        let number: Int64
        let cursor: UpdateCursor
        let isTold: Bool
        /// Whether so many were looked at that this part ends with it.
        let isLast: Bool
    }

    private struct Part: Sendable {
        var looked: [Looked] = []
        /// Whether there were more requests than are read for one part.
        var isCut = false
        var heads: [UpdatedHead] = []
        var history: [Int64: [HistoryLine]] = [:]
    }

    /// What happened to public requests from one instant to another, oldest first, at most `limit`; nil where `after` is not
    /// what the part before gave.
    ///
    /// Everything that was committed when it is asked for and happened in the window is in it. An event bears the instant
    /// of its statement, and is there a moment later: whoever asks again must begin a little before the last end.
    public func updates(
        start: Date,
        end: Date?,
        after: String?,
        limit: Int,
        look: Int = RequestReader.mostEventsLooked,
        requests: Int = RequestReader.mostRequestsTold
    ) async throws(StoreError) -> UpdatePage? {
        var cursor = UpdateCursor(at: start, event: -1)
        if let after {
            guard let place = UpdateCursor(after, in: jurisdiction) else { return nil }
            // Never before the window, whatever was changed in the address.
            if place.at >= start { cursor = place }
        }
        let part: Part = try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [cursor] connection throws(PostgresError) in
                var part = Part()
                part.looked = try connection.query(
                    statement(after: cursor, end: end, limit: limit, look: look)
                ) { row throws(PostgresError) in
                    let (number, event, at, isTold, isLast) = try row.decode(
                        Int64.self,
                        Int64.self,
                        Date.self,
                        Bool.self,
                        Bool.self
                    )
                    let cursor = UpdateCursor(at: at, event: event)
                    return Looked(number: number, cursor: cursor, isTold: isTold, isLast: isLast)
                }
                let numbers = Self.numbers(of: &part, atMost: requests)
                guard !numbers.isEmpty else { return part }
                part.heads = try heads(numbers, on: connection)
                part.history = try told(numbers, on: connection)
                return part
            }
        }
        return page(part, limit: limit)
    }

    /// The requests of a part, which ends before the first that is too many.
    private static func numbers(of part: inout Part, atMost most: Int) -> [Int64] {
        var numbers: Set<Int64> = []
        for (place, looked) in part.looked.enumerated() where looked.isTold && !numbers.contains(looked.number) {
            guard numbers.count < most else {
                part.looked.removeSubrange(place...)
                part.isCut = true
                break
            }
            numbers.insert(looked.number)
        }
        return Array(numbers)
    }

    private func page(_ part: Part, limit: Int) -> UpdatePage {
        let told = part.looked.filter(\.isTold)
        let isFull = told.count > limit
        let isCutShort = !isFull && (part.isCut || part.looked.last?.isLast == true)
        let last = isFull ? told[limit - 1].cursor : isCutShort ? part.looked.last?.cursor : nil
        return UpdatePage(
            entries: told.prefix(limit).compactMap { entry($0.cursor.event, of: $0.number) },
            subjects: subjects(part.heads, part.history),
            next: last?.text(in: jurisdiction),
            isCutShort: isCutShort
        )
    }

    /// An event by its public ids.
    func entry(_ event: Int64, of number: Int64) -> UpdatePage.Entry? {
        guard let id = jurisdiction.updates.id(for: event), let request = jurisdiction.cipher.id(for: number)?.text
        else { return nil }
        return UpdatePage.Entry(id: id, requestID: request, event: event, number: number)
    }

    /// What is known of requests, by their public ids.
    func subjects(_ heads: [UpdatedHead], _ history: [Int64: [HistoryLine]]) -> [String: UpdatePage.Subject] {
        var subjects: [String: UpdatePage.Subject] = [:]
        for head in heads {
            guard let id = jurisdiction.cipher.id(for: head.number)?.text else { continue }
            subjects[id] = UpdatePage.Subject(
                isDescribed: head.isDescribed,
                history: history[head.number] ?? [],
                client: head.client,
                clientReference: head.clientReference
            )
        }
        return subjects
    }
}
