import ServiceRequests
import Store

/// What lists and their filters are called.
struct WorklistWords: Sendable {
    let words: StaffWords

    /// What a list is called: "Waiting, Public Works".
    func heading(_ selection: ItemSelection) -> String {
        if let reference = selection.reference { return "Reference \(reference)" }
        let whose = selection.queue.map(words.queue) ?? selection.department.map(words.department) ?? "all departments"
        let what = selection.holder == nil ? standing(selection) : "In your hands"
        return "\(what), \(whose)"
    }

    /// Where the items stand.
    func standing(_ selection: ItemSelection) -> String {
        let hours = selection.hours == 1 ? "the last hour" : "the last \(selection.hours) hours"
        return switch selection.standing {
        case .closed: "Closed in \(hours)"
        case .submitted: "Came in during \(hours)"
        default: Self.standing(selection.standing)
        }
    }

    static func standing(_ standing: ItemSelection.Standing) -> String {
        switch standing {
        case .waiting: "Waiting"
        case .leased: "With a worker"
        case .accepted: "Accepted"
        case .open: "Open"
        case .late: "Late"
        case .closed: "Closed lately"
        case .submitted: "Came in lately"
        }
    }

    static func due(_ band: ItemSelection.DueBand) -> String {
        switch band {
        case .late: "Late"
        case .soon: "Due within 24 hours"
        case .later: "Due later"
        case .paused: "Clock paused"
        }
    }

    static func age(_ days: Int) -> String { days == 1 ? "More than a day old" : "More than \(days) days old" }

    static func channel(_ channel: ServiceRequest.Channel) -> String {
        switch channel {
        case .api: "Another system"
        case .web: "Web pages"
        case .kiosk: "Kiosk"
        case .phone: "Telephone"
        }
    }

    /// How many there are: "1,234 items", "more than 10,000 items".
    static func total(_ count: ItemCount) -> String {
        let items = count.number == 1 ? "1 item" : "\(count.number.grouped) items"
        if !count.isMore { return items }
        return count.number == Worklists.countLimit ? "more than \(items)" : "\(items) or more"
    }

    /// The same for a title or a tile: "1,234", "10,000+".
    static func short(_ count: ItemCount) -> String { "\(count.number.grouped)\(count.isMore ? "+" : "")" }

    static func order(_ order: ItemSelection.Order, of standing: ItemSelection.Standing) -> String {
        switch order {
        case .due: "earliest date first"
        case .dueLast: "latest date first"
        case .oldest: standing == .closed ? "first closed first" : "oldest first"
        case .newest: standing == .closed ? "latest closed first" : "newest first"
        }
    }
}
