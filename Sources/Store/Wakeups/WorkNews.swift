#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What one process has to tell the others of work that began to wait, put together.
struct WorkNews: Sendable, Equatable {
    /// PostgreSQL's limit is 8000 bytes, the ending zero among them.
    static let maximumBytes = 7999

    private struct Place: Hashable {
        let jurisdiction: Int32
        let queue: Int32
    }

    private var arrivals: [Place: WorkArrival] = [:]
    /// Jurisdictions all of whose queues are to be looked at.
    private(set) var whole: Set<Int32> = []
    /// Everything is to be looked at.
    private(set) var isEverything = false

    var isEmpty: Bool { arrivals.isEmpty && whole.isEmpty && !isEverything }

    /// What came where, by jurisdiction and queue.
    var all: [WorkArrival] {
        arrivals.values.sorted { ($0.jurisdiction, $0.queue) < ($1.jurisdiction, $1.queue) }
    }

    mutating func add(_ arrival: WorkArrival) {
        let place = Place(jurisdiction: arrival.jurisdiction, queue: arrival.queue)
        if let known = arrivals[place] {
            arrivals[place]?.count += arrival.count
            arrivals[place]?.lowest = min(known.lowest, arrival.lowest)
        } else {
            arrivals[place] = arrival
        }
    }

    mutating func add(whole jurisdiction: Int32) { whole.insert(jurisdiction) }

    mutating func addEverything() { isEverything = true }
}

// MARK: - On the wire

extension WorkNews {
    private struct Wire: Codable {
        let from: String
        var arrivals: [WorkArrival]?
        var whole: [Int32]?
        var everything: Bool?
    }

    /// As it is sent: below PostgreSQL's limit, with less detail where there is too much of it.
    func payload(from sender: String) -> String {
        var queues = Wire(from: sender)
        if isEverything {
            queues.everything = true
        } else {
            queues.arrivals = all.filter { !whole.contains($0.jurisdiction) }
            queues.whole = whole.sorted()
        }
        let jurisdictions = Wire(from: sender, whole: whole.union(arrivals.keys.map(\.jurisdiction)).sorted())
        let everything = Wire(from: sender, everything: true)
        for wire in [queues, jurisdictions, everything] {
            if let data = try? JSONEncoder().encode(wire), data.count <= Self.maximumBytes {
                return String(decoding: data, as: UTF8.self)
            }
        }
        // Heard as everything, because it is none of the above.
        return ""
    }

    /// Reads what another process sent; nil for one's own words, and everything for what cannot be read.
    init?(payload: String, to receiver: String) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(payload.utf8)) else {
            addEverything()
            return
        }
        guard wire.from != receiver else { return nil }
        for arrival in wire.arrivals ?? [] { add(arrival) }
        whole = Set(wire.whole ?? [])
        isEverything = wire.everything ?? false
    }
}
