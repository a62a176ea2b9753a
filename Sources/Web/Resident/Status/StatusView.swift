import Boundaries
import GeoReport
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `status.mustache` shows: what became of a report, as far as whoever looks may know by `FieldRule`.
struct StatusView: Sendable {
    /// Shown once, right after sending.
    struct Confirmation: Sendable {
        let next: String
        /// Whether the resident has been asked by mail if they want mails about it, as they said, and has not answered yet.
        var isAsked = false
    }

    let reference: String
    /// The address to keep, as it is typed: with the host the browser asked for.
    let address: String
    let service: String
    /// "Open" or "Closed", and whether its resident found it fixed.
    let state: String
    let isOpen: Bool
    var confirmation: Confirmation?
    /// Whether the address has a key that is not the report's: the page is then everybody's.
    let isKeyWrong: Bool
    /// What the visitor is thanked for; nil where nothing was said just now.
    let thanks: String?
    /// Who has it now, or how it ended; one sentence for each department that has a share.
    let now: [Passage]
    /// What the department said when it closed it.
    let note: String?
    let reported: LocalTime.Stamp
    /// By when it should be done; nil once it is closed.
    let expected: LocalTime.Stamp?
    /// That this date moved, and why.
    let moved: Moved?
    /// Whose clock stands still, and why; one sentence for each such department.
    let paused: [String]
    let isLate: Bool
    let closed: LocalTime.Stamp?
    let notice: String?
    /// The resident's, and the departments' of their work.
    var photos: PhotosView?
    /// Whether it is kept from whoever looks where it is and what was said.
    let isPrivate: Bool
    /// Where its QR code is to be had; nil where none can be made.
    let code: String?
    /// Whether the address is the private link.
    let isPrivateLink: Bool
    let place: String?
    let map: PinPicture?
    let near: String?
    let description: String?
    /// The service's questions with the answers that were sent.
    let answers: [AnswerView]
    /// Whether there is a way to reach the resident, in words; nil for everybody else.
    let contact: String?
    let events: [Event]
    /// Whom to ask.
    let department: String
    let phone: String?
    let url: String?
    /// The request this one repeats; nil for a private one.
    let original: Original?
    /// How many others reported the same problem, in words; nil where nobody did.
    let others: String?
    /// Whether all of it was called off, so that nothing can be still there.
    let isCalledOff: Bool
    /// What the visitor may do.
    let ways: StatusWays
    /// How the page brings itself up to date, where scripts run.
    let live: Live
    /// Where something else is reported.
    let reportAddress: String
    /// How to be told of news; nil at a kiosk and where staff look for a caller.
    let follow: String?

    /// How the date moved the last time.
    struct Moved: Sendable {
        let from: LocalTime.Stamp
        let reason: String?
    }

    /// What `status.js` goes by.
    struct Live: Sendable {
        /// Where it is told that something happened.
        let events: String
        /// The page itself, also where this is what a form was answered with.
        let page: String
        /// How many events the page was made from.
        let seen: Int
    }

    /// Another request by its reference.
    struct Original: Sendable {
        let reference: String
        let address: String
    }

    init(
        _ sight: StatusSight,
        _ legs: [LegProgress],
        _ history: [HistoryLine],
        _ visit: PageVisit,
        publicOriginals: Set<String>,
        host: String?,
        hasCode: Bool,
        wrong: StatusForm? = nil
    ) {
        let (record, rule, key, say) = (sight.record, sight.rule, sight.key, visit.words)
        let (city, language) = (visit.city, visit.language)
        let catalog = city.catalog
        let words = HistoryWords(
            catalog: catalog,
            language: language,
            // An original is at the same place.
            publicOriginals: rule.shows(.place) ? publicOriginals : [],
            rule: rule
        )
        let time = words.time
        let moment = city.clock.now
        reference = HistoryWords.shown(record.id)
        address = "\(host ?? "")\(sight.page())"
        service = catalog.service(named: record.serviceCode)?.name.text(in: language) ?? record.serviceCode
        isOpen = record.status == .open
        // Who need not do anything is of interest only where somebody else still must, or did.
        let isOff = !legs.isEmpty && legs.allSatisfy { $0.stage == .cancelled }
        isCalledOff = isOff
        now =
            isOff
            ? [Passage(say("status_called_off"))] : legs.map { Passage(Self.sentence($0, words)) }
        // What the tables say of an outcome stands above in words of this page.
        let said = legs.compactMap { $0.outcome?.sentence } + [Outcome.reportedBefore]
        note = words.said(record.statusNotes).flatMap { said.contains($0) ? nil : $0 }
        reported = time.stamp(
            record.requestedAt,
            "\(time.moment(record.requestedAt)) (\(time.ago(record.requestedAt, now: moment)))"
        )
        let due = isOpen ? record.expectedAt : nil
        // The last of the open legs' dates: nobody is late with it where every clock stands still.
        let open = legs.filter(\.isOpen)
        let isStill = !open.isEmpty && open.allSatisfy { $0.pauseReason != nil }
        expected = due.map { due in
            let distance = isStill ? say("status_still") : time.until(due, now: moment)
            return time.stamp(due, "\(time.moment(due)) (\(distance))")
        }
        moved = due.flatMap { _ in Moved(history, words, time) }
        paused = open.compactMap { leg in
            guard let reason = leg.pauseReason else { return nil }
            let (who, count) = (words.opening(leg.department), words.number(leg.department))
            guard let reason = words.said(reason) else { return say("status_paused", count, ["who": who]) }
            return say("status_paused_why", count, ["who": who, "reason": reason])
        }
        isLate = !isStill && due.map { $0 < moment } ?? false
        state = Self.state(legs, history, isOpen: isOpen, isLate: isLate, say)
        closed = record.closedAt.map { time.stamp($0) }
        isPrivate = !rule.shows(.place)
        // The reader leaves these out where they are not for everybody; who knows the key has read them all.
        let reason = rule.shows(.reason) ? visit.reason(for: record, history) : ""
        notice = reason.isEmpty ? nil : reason
        code = hasCode ? "/r/\(record.id)/qr.svg\(key.map { "?key=\($0.text)" } ?? "")" : nil
        isPrivateLink = key != nil
        let point = rule.shows(.place) ? record.coordinate : nil
        place = point.map { point in
            city.words(for: point, language: language).short.map { say("status_in", ["place": $0]) }
                ?? point.shown
        }
        map = point.map { PinPicture($0, words: say("status_map")) }
        near = rule.shows(.place) ? record.address : nil
        description = rule.shows(.description) ? record.description : nil
        answers =
            rule.shows(.answers)
            ? AnswerView.all(
                sight.details?.answersJSON ?? "",
                of: record.serviceCode,
                catalog: catalog,
                language: language
            ) : []
        contact =
            !rule.shows(.hasContact)
            ? nil
            : sight.details.map { $0.hasContact ? say("status_contact_there") : say("status_contact_none") }
        events = Self.events(words.lines(history), words)
        let owner = catalog.department(record.department)
        department = words.name(record.department)
        phone = owner?.phone
        // A link of the catalog's is a page of the web, nothing else.
        url = owner?.url.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
        // What was closed before there were ties is told by its outcome alone.
        let named = legs.compactMap { $0.outcome?.original }.filter(words.publicOriginals.contains)
        let tied = rule.shows(.place) ? sight.ties.original : nil
        original = ([tied].compactMap(\.self) + named).lazy.compactMap { Original($0, visit) }.first
        others = sight.ties.duplicates == 0 ? nil : say("status_others", sight.ties.duplicates)
        ways = StatusWays(sight, history, words, visit, wrong: wrong)
        isKeyWrong = key == nil && visit.query["key"] != nil
        thanks = Self.thanks(sight, history, visit)
        live = Live(events: "/r/\(record.id)/events", page: visit.address(sight.page()), seen: history.count)
        reportAddress = visit.address("/report/where")
        follow = visit.kiosk == nil && visit.clerk == nil ? visit.address(sight.followPage()) : nil
        // Kept as a bookmark, the address is no news later.
        let isNew =
            visit.query["new"] != nil && isOpen && moment.timeIntervalSince(record.requestedAt) < Self.thanking
        confirmation = isNew ? Self.confirmation(record, words, moment) : nil
    }

    /// Open or closed, and who says that it was dealt with: the outcome is the resident's to confirm.
    private static func state(
        _ legs: [LegProgress],
        _ history: [HistoryLine],
        isOpen: Bool,
        isLate: Bool,
        _ say: Words
    ) -> String {
        if isOpen { return isLate ? say("status_open_late") : say("status_open") }
        guard legs.contains(where: { $0.stage == .closed(.done) }) else { return say("status_closed") }
        return history.isConfirmed ? say("status_done_confirmed") : say("status_done_unconfirmed")
    }

    /// How long somebody is thanked, and told that a report was sent, at an address that says so.
    private static let thanking: TimeInterval = 3600

    /// The address may be kept, and anybody can write it: nobody is thanked for what was not done just now, nor where the
    /// report has ended or begun again since.
    private static func thanks(_ sight: StatusSight, _ history: [HistoryLine], _ visit: PageVisit) -> String? {
        let now = visit.city.clock.now
        func isFresh(_ kind: String) -> Bool {
            history.contains { line in
                line.kind == kind && line.actor == Author.resident.actor && now.timeIntervalSince(line.at) < thanking
            }
        }
        let isOpen = sight.record.status == .open
        if visit.query["reopened"] != nil, isOpen, isFresh("reopened") {
            return visit.words("status_thanks_reopened")
        }
        guard sight.key != nil, let said = visit.query["said"], isFresh(said) else { return nil }
        return switch said {
        case "note" where isOpen: visit.words("status_thanks_note")
        case "answer" where isOpen: visit.words("status_thanks_answer")
        case "confirmed" where !isOpen: visit.words("status_thanks_confirmed")
        default: nil
        }
    }

    private static func confirmation(
        _ record: ServiceRequest.Record,
        _ words: HistoryWords,
        _ now: Date
    ) -> Confirmation {
        let (say, time) = (words.say, words.time)
        let isTriaged = record.department == Department.triage
        var values = ["who": words.opening(record.department)]
        guard let due = record.expectedAt else {
            let next = isTriaged ? say("status_next_triage") : say("status_next", values)
            return Confirmation(next: next)
        }
        values["day"] = time.day(due)
        values["distance"] = time.until(due, now: now)
        let next = isTriaged ? say("status_next_triage_date", values) : say("status_next_date", values)
        return Confirmation(next: next)
    }

    private static func sentence(_ leg: LegProgress, _ words: HistoryWords) -> String {
        let (say, name, who) = (words.say, words.name(leg.department), words.opening(leg.department))
        // Whoever looks at an offered item only decides whether it is theirs.
        if leg.isOpen, let other = leg.offeredTo {
            return say("status_offered", ["name": name, "other": words.name(other)])
        }
        return switch leg.stage {
        case .waiting: say("status_waiting", ["name": name])
        case .leased:
            leg.department == Department.triage
                ? say("status_looking_triage", ["who": who]) : say("status_looking", ["who": who])
        case .accepted: say("status_working", words.number(leg.department), ["who": who])
        case .cancelled: words.needNotAct(leg.department)
        case .closed(let outcome): words.ending(leg.department, outcome)
        }
    }
}

extension LegProgress {
    /// Whether somebody must still do something.
    fileprivate var isOpen: Bool {
        switch stage {
        case .waiting, .leased, .accepted: true
        case .closed, .cancelled: false
        }
    }

    /// How the leg ended.
    var outcome: Outcome? { if case .closed(let outcome) = stage { outcome } else { nil } }
}

extension StatusView.Original {
    fileprivate init?(_ text: String, _ visit: PageVisit) {
        guard let id = ServiceRequest.ID(text) else { return nil }
        self.init(reference: id.grouped, address: visit.address("/r/\(id.text)"))
    }
}

extension StatusView.Moved {
    /// Nil where the date is what it was from the beginning.
    fileprivate init?(_ history: [HistoryLine], _ words: HistoryWords, _ time: LocalTime) {
        for line in history.reversed() where line.kind == "due_moved" && line.item == nil {
            let detail = ClockDetail(line)
            guard let from = detail.from else { continue }
            if let to = detail.to, time.readsAlike(from, to) { continue }
            self.init(from: time.stamp(from), reason: words.said(detail.reason))
            return
        }
        return nil
    }
}
