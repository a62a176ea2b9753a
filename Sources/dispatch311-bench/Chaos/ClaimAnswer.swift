#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a worker reads of the answer to its claim.
struct ClaimAnswer: Decodable {
    struct Item: Decodable {
        let item_id: Int64
        let offered_by: String?
        let offer_expires_at: String?
    }

    let lease_id: String?
    let expires_at: String?
    let items: [Item]

    /// Reads a body.
    init(_ body: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(body.utf8)) }

    /// For how many seconds of a claim of so many nobody else may have an item: an offer that runs out ends it earlier.
    ///
    /// Both times are the database's, in whole seconds: their difference may be a second more than it reads.
    func term(of item: Item, lease: Int) throws -> Int {
        guard let offer = item.offer_expires_at else { return lease }
        guard let expires_at, let end = try? Date(expires_at, strategy: .iso8601),
            let over = try? Date(offer, strategy: .iso8601)
        else { throw BenchError("expected times of ISO 8601, found \(expires_at ?? "none") and \(offer)") }
        let early = end.timeIntervalSince(over) + 1
        return early > 0 ? max(0, lease - Int(early)) : lease
    }
}
