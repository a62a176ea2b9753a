import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `desk.mustache` shows.
struct DeskView: Sendable {
    /// A number that leads to its list.
    struct Figure: Sendable {
        let number: String
        let address: String
    }

    /// A queue with its numbers.
    struct Line: Sendable {
        let name: String
        /// The part of the city it is for.
        let area: String?
        let token: String
        let canTake: Bool
        let waiting: Figure
        let leased: Figure
        let accepted: Figure
        let late: Figure
        let isLate: Bool
        let oldest: LocalTime.Stamp?
    }

    /// An item this worker holds.
    struct Held: Sendable {
        let line: ItemLine
        let left: LocalTime.Stamp
        let renewal: String
        let lease: String
    }

    /// An item that another department may take on.
    struct Offered: Sendable {
        let line: ItemLine
        let until: LocalTime.Stamp
    }

    /// A list that has a name.
    struct Named: Sendable {
        let id: String
        let name: String
        let address: String
    }

    let heading: String
    let views: [Named]
    let hasViews: Bool
    /// Whether the lists with names can be taken away.
    let mayKeep: Bool
    let mostAtOnce: Int
    let severalToken: String
    /// Whether there are forms to take items with.
    let mayWork: Bool
    let notice: StaffNotice?
    let news: NewsBar
    let asOf: LocalTime.Stamp
    let token: String
    let waiting: Figure
    let late: Figure
    let held: [Held]
    let isHolding: Bool
    let offered: [Offered]
    let hasOffered: Bool
    /// That there may be more of them; nil where all are shown.
    let offeredMore: String?
    let lines: [Line]
    let hasLines: Bool
    let busyQueues: String
    let busyWord: String
    let emptyQueues: String?
    let acceptedTotal: String
    let hasAccepted: Bool
    let caption: String
    let showsDepartment: Bool
    let accepted: WorklistPart
}

extension DeskView {
    init(
        _ overview: DeskOverview,
        news: NewsBar,
        views named: [SavedView],
        after: ItemCursor?,
        said: String?,
        words: StaffWords,
        worker: Worker,
        mayWork: Bool,
        mayKeep: Bool
    ) {
        self.mayWork = mayWork
        self.mayKeep = mayKeep
        views = named.map { Named(id: String($0.id), name: $0.name, address: "/desk/items?\($0.query)") }
        hasViews = !views.isEmpty
        mostAtOnce = DeskRoutes.mostAtOnce
        severalToken = FormToken().text
        heading = "\(words.department(worker.department)) desk"
        notice = StaffNotice(said)
        self.news = news
        asOf = words.time.stamp(overview.at, words.clock)
        token = FormToken().text
        let busy = overview.queues.filter(\.isBusy)
        waiting = Figure(busy.reduce(ItemCount(0)) { $0 + $1.waiting }, .waiting)
        late = Figure(busy.reduce(ItemCount(0)) { $0 + $1.late }, .late)
        held = overview.held.compactMap { Held($0, words: words, viewer: worker.department) }
        isHolding = !held.isEmpty
        offered = overview.offered.compactMap { Offered($0, words: words, viewer: worker.department) }
        hasOffered = !offered.isEmpty
        offeredMore =
            overview.offered.count < DeskOverview.maximumOffers
            ? nil : "These are the \(DeskOverview.maximumOffers) that come back soonest."
        lines = busy.map { Line($0, words: words, mayWork: mayWork) }
        hasLines = !lines.isEmpty
        busyQueues = busy.count.grouped
        busyWord = busy.count == 1 ? "queue" : "queues"
        let empty = overview.queues.count - busy.count
        emptyQueues =
            empty == 0 ? nil : empty == 1 ? "One more queue is empty." : "\(empty.grouped) more queues are empty."
        acceptedTotal = WorklistWords.short(overview.accepted.count)
        hasAccepted = !overview.accepted.rows.isEmpty
        caption = "Accepted, not finished"
        showsDepartment = false
        accepted = WorklistPart(
            lines: overview.accepted.rows.map { ItemLine($0, words: words, viewer: worker.department) },
            first: after.map { _ in "/desk#accepted" },
            next: overview.accepted.next.map { "/desk?after=\($0.text)#accepted" }
        )
    }
}

extension DeskView.Figure {
    init(_ count: ItemCount, _ standing: ItemSelection.Standing, queue: String? = nil) {
        self.init(
            number: WorklistWords.short(count),
            address: WorklistQuery.address("/desk/items", ItemSelection(standing, queue: queue))
        )
    }
}

extension DeskView.Line {
    fileprivate init(_ figures: QueueFigures, words: StaffWords, mayWork: Bool) {
        name = figures.queue
        area = words.area(ofQueue: figures.queue)
        token = FormToken().text
        canTake = figures.waiting.number > 0 && mayWork
        waiting = DeskView.Figure(figures.waiting, .waiting, queue: figures.queue)
        leased = DeskView.Figure(figures.leased, .leased, queue: figures.queue)
        accepted = DeskView.Figure(figures.accepted, .accepted, queue: figures.queue)
        late = DeskView.Figure(figures.late, .late, queue: figures.queue)
        isLate = figures.late.number > 0
        oldest = figures.oldestWaiting.map(words.ago)
    }
}

extension DeskView.Offered {
    fileprivate init?(_ row: ItemRow, words: StaffWords, viewer: String) {
        guard let offer = row.offer else { return nil }
        line = ItemLine(row, words: words, viewer: viewer)
        until = words.time.stamp(offer.expiresAt, words.time.momentInSentence(offer.expiresAt, now: words.now))
    }
}

extension DeskView.Held {
    fileprivate init?(_ row: ItemRow, words: StaffWords, viewer: String) {
        guard let holding = row.holding else { return nil }
        line = ItemLine(row, words: words, viewer: viewer)
        left = words.left(holding)
        renewal = "/desk/items/\(row.item)/renew"
        lease = holding.lease.uuidString.lowercased()
    }
}
