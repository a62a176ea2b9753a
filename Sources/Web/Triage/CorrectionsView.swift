import GeoReport
import ServiceRequests
import Store

/// What `corrections.mustache` shows: where the catalog or the boundaries were wrong, counted and one by one.
struct CorrectionsView: Sendable {
    /// The same mistake, and how often.
    struct Count: Sendable {
        let service: String
        let edge: String
        let wentTo: String
        let belongsTo: String
        let times: String
    }

    /// One of them.
    struct Line: Sendable {
        let time: LocalTime.Stamp
        let service: String
        let place: String
        let wentTo: String
        let belongsTo: String
        let reason: String
        let who: String
        let reference: String
        let address: String
    }

    let menu: PublishingMenu
    let counts: [Count]
    let lines: [Line]
    let isEmpty: Bool
    let first: String?
    let next: String?

    init(
        _ findings: [CatalogFinding],
        _ counts: [CatalogFindingCount],
        before: Int64?,
        words: StaffWords,
        menu: PublishingMenu
    ) {
        self.menu = menu
        self.counts = counts.map { count in
            Count(
                service: words.service(count.serviceCode),
                edge: count.edge.map { words.boundary($0.boundary, in: $0.layer) } ?? "none",
                wentTo: words.department(count.wentTo),
                belongsTo: words.department(count.belongsTo),
                times: count.times.grouped
            )
        }
        lines = findings.map { finding in
            Line(
                time: words.ago(finding.at),
                service: words.service(finding.serviceCode),
                place: finding.coordinate.map(words.point) ?? "No point",
                wentTo: words.department(finding.wentTo),
                belongsTo: words.department(finding.belongsTo),
                reason: finding.reason,
                who: finding.actor,
                reference: HistoryWords.shown(finding.serviceRequestID),
                address: "/dispatch/requests/\(finding.serviceRequestID)"
            )
        }
        isEmpty = lines.isEmpty
        let base = "\(TriageRoutes.address)/corrections"
        first = before == nil ? nil : base
        next = findings.count < CatalogFindings.pageSize ? nil : findings.last.map { "\(base)?before=\($0.finding)" }
    }
}
