import Boundaries
import ServiceRequests
import Store

extension City {
    /// What a department may say of items it hands to another.
    struct HandOverTerms: Sendable {
        /// The other department's code; checked to be another one's.
        let department: String
        /// One of its queues by its full name; nil for the one it has for each item's place.
        let queue: String?
        /// Why.
        let reason: String
        /// How long the offer stands.
        let time: Duration
    }

    /// Finds for each item the queue of the other department it would wait in.
    ///
    /// An item that is not the department's to hand over gets none, and the hand-over answers what it is.
    func handOver(
        _ items: [Int64],
        _ terms: HandOverTerms,
        by department: String,
        acting role: ActingRole
    ) async throws(StoreError) -> HandOver {
        var entries: [Int64: QueueDirectory.Entry] = [:]
        for place in try await queues.acting(as: role).places(of: items, for: department) {
            entries[place.item] = terms.queue.map { queue($0, of: terms.department) } ?? queue(for: place, terms)
        }
        // Queues that never were are made before it is known whether anything waits in them: the directory only grows,
        // and an entry that nothing waits in is nobody's work.
        let numbers = try await directory.numbers(of: Set(entries.values))
        let shares = items.map { item in
            HandOver.Share(item: item, queue: entries[item].flatMap { numbers[$0.name] })
        }
        return HandOver(shares, to: terms.department, reason: terms.reason, time: terms.time)
    }

    private func queue(for place: ItemPlace, _ terms: HandOverTerms) -> QueueDirectory.Entry? {
        assigner.leg(for: terms.department, service: place.serviceCode, coordinate: place.coordinate).map { leg in
            QueueDirectory.Entry(
                name: leg.queue,
                department: leg.department,
                boundary: leg.boundary.map { ($0.layer, $0.id) }
            )
        }
    }
}

extension Queues {
    /// The same, telling residents of a new owner in a catalog's words and the city's first language.
    func telling(_ catalog: Catalog) -> Queues {
        var queues = self
        queues.notices = catalog.ownerSentences
        return queues
    }
}

extension Catalog {
    /// What residents are told of who owns their request, by department, in the city's first language.
    var ownerSentences: [String: String] {
        let language = jurisdiction.languages.first ?? "en"
        let words = decisionWords()
        return Dictionary(
            departments.map { ($0.code, $0.ownerSentence(language, words: words)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
