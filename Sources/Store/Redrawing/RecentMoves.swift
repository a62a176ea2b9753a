import Boundaries
public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Which of the latest stored requests would have another owner with another catalog or other boundaries.
///
/// Nothing is moved: it is what somebody who publishes wants to know before.
public struct RecentMoves: Sendable, Hashable {
    /// Requests of one service that go the same way.
    public struct Way: Sendable, Hashable {
        /// The service's code.
        public let service: String
        /// Who owns them; nil where nobody can be named.
        public let from: Owner?
        /// Who would.
        public let to: Owner?
        /// How many.
        public internal(set) var count = 0
        /// How many of them are open.
        public internal(set) var open = 0
        /// The public ids of a few that are not private, the latest first.
        public internal(set) var examples: [String] = []
    }

    /// The most that are looked at.
    public static let most = 2000
    private static let mostExamples = 3

    /// How many were looked at.
    public private(set) var looked = 0
    /// When the oldest of them came in; nil where there was none.
    public private(set) var since: Date?
    /// How many would have another department or queue.
    public private(set) var moved = 0
    /// How many of those are open.
    public private(set) var open = 0
    /// How many of those would have another department.
    public private(set) var otherDepartment = 0
    /// The ways they go, the most used first.
    public private(set) var ways: [Way] = []

    /// Decides the latest requests with what decides now and with what would, on a thread of its own.
    public static func find(
        from before: RoutingSnapshot,
        to after: RoutingSnapshot,
        in jurisdiction: JurisdictionRow,
        pools: DatabasePools,
        latest count: Int = most
    ) async throws(StoreError) -> RecentMoves {
        let subjects = try await SubjectPages.latest(min(count, most), in: jurisdiction, pools: pools)
        return await OwnThread.run { () throws(Never) in
            RecentMoves(subjects, from: before, to: after, cipher: jurisdiction.cipher)
        }
    }

    private init(
        _ subjects: [StoredSubject],
        from before: RoutingSnapshot,
        to after: RoutingSnapshot,
        cipher: ServiceRequest.IDCipher
    ) {
        let (was, becomes) = (Assigner(snapshot: before), Assigner(snapshot: after))
        let hidden = Set(
            (before.catalog.services + after.catalog.services).filter { $0.visibility == .private }.map(\.code)
        )
        looked = subjects.count
        since = subjects.last?.subject.requestedAt
        for stored in subjects {
            let draft = stored.subject.draft
            let (from, to) = (was.owner(of: draft), becomes.owner(of: draft))
            guard from != to else { continue }
            moved += 1
            if stored.isOpen { open += 1 }
            if from?.department != to?.department { otherDepartment += 1 }
            let known = ways.firstIndex { $0.service == draft.serviceCode && $0.from == from && $0.to == to }
            if known == nil { ways.append(Way(service: draft.serviceCode, from: from, to: to)) }
            let index = known ?? ways.count - 1
            ways[index].count += 1
            if stored.isOpen { ways[index].open += 1 }
            if !stored.isPrivate, !hidden.contains(draft.serviceCode), ways[index].examples.count < Self.mostExamples,
                let id = cipher.id(for: stored.number)
            {
                ways[index].examples.append(id.text)
            }
        }
        ways.sort { ($1.count, $0.service) < ($0.count, $1.service) }
    }
}
