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
        /// Whether the address is the private link.
        let isPrivateLink: Bool
    }

    let reference: String
    /// The address to keep, as it is typed: with the host the browser asked for.
    let address: String
    let service: String
    /// "Open" or "Closed".
    let state: String
    let isOpen: Bool
    let confirmation: Confirmation?
    /// Whether the address has a key that is not the report's: the page is then everybody's.
    let isKeyWrong: Bool
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
    /// Whether it is kept from whoever looks where it is and what was said.
    let isPrivate: Bool
    let place: String?
    let map: PinPicture?
    let near: String?
    let description: String?
    let events: [Event]
    /// Whom to ask.
    let department: String
    let phone: String?
    let url: String?
    /// The request this one repeats; nil for a private one.
    let original: Original?
    /// How many others reported the same problem, in words; nil where nobody did.
    let others: String?
    /// Where a resident says that the problem is still there; nil where that cannot be said.
    let stillThere: StillThereForm?
    /// Whether all of it was called off, so that nothing can be still there.
    let isCalledOff: Bool
    /// Whether it was opened again just now, as the visitor asked.
    let isReopened: Bool

    /// How the date moved the last time.
    struct Moved: Sendable {
        let from: LocalTime.Stamp
        let reason: String?
    }

    /// Another request by its reference.
    struct Original: Sendable {
        let reference: String
        let address: String
    }

    init(
        _ record: ServiceRequest.Record,
        _ legs: [LegProgress],
        _ history: [HistoryLine],
        _ visit: PageVisit,
        publicOriginals: Set<String>,
        ties: RequestTies?,
        rule: FieldRule,
        key: RequestKey?,
        isKeyWrong: Bool,
        host: String?,
        isNew: Bool,
        isReopened: Bool,
        wrong: StillThereForm? = nil
    ) {
        let (city, language) = (visit.city, visit.language)
        let catalog = city.catalog
        // An original is at the same place.
        let publicOriginals = rule.shows(.place) ? publicOriginals : []
        let words = HistoryWords(
            catalog: catalog,
            language: language,
            publicOriginals: publicOriginals,
            rule: rule
        )
        let time = LocalTime(zone: catalog.jurisdiction.timeZone, language: language)
        let moment = city.clock.now
        let service = catalog.service(named: record.serviceCode)
        reference = HistoryWords.shown(record.id)
        address = "\(host ?? "")/r/\(record.id)\(key.map { "?key=\($0.text)" } ?? "")"
        self.service = service?.name.text(in: language) ?? record.serviceCode
        isOpen = record.status == .open
        state = isOpen ? "Open" : "Closed"
        // Who need not do anything is of interest only where somebody else still must, or did.
        let isOff = !legs.isEmpty && legs.allSatisfy { $0.stage == .cancelled }
        now = isOff ? [Passage("The report was called off.")] : legs.map { Passage(Self.sentence($0, words)) }
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
            let distance = isStill ? "the clock is paused" : time.until(due, now: moment)
            return time.stamp(due, "\(time.moment(due)) (\(distance))")
        }
        moved = due.flatMap { _ in Moved(history, words, time) }
        paused = open.compactMap { leg in
            leg.pauseReason.map { reason in
                let who = "\(words.opening(leg.department)) \(words.verb(leg.department, "has", "have"))"
                return "\(who) paused the clock\(words.said(reason).map { ": \($0)" } ?? ".")"
            }
        }
        isLate = !isStill && due.map { $0 < moment } ?? false
        closed = record.closedAt.map { time.stamp($0) }
        isPrivate = !rule.shows(.place)
        // The reader leaves these out where they are not for everybody; who knows the key has read them all.
        notice = !rule.shows(.reason) || record.serviceNotice.isEmpty ? nil : record.serviceNotice
        let point = rule.shows(.place) ? record.coordinate : nil
        place = point.map { point in
            city.words(for: point, language: language).short.map { "In \($0)" } ?? point.description
        }
        map = point.map { PinPicture($0, words: "Map with a pin at the place.") }
        near = rule.shows(.place) ? record.address : nil
        description = rule.shows(.description) ? record.description : nil
        events = Self.events(words.lines(history), time)
        let owner = catalog.department(record.department)
        department = words.name(record.department)
        phone = owner?.phone
        // A link of the catalog's is a page of the web, nothing else.
        url = owner?.url.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
        // What was closed before there were ties is told by its outcome alone.
        let named = legs.compactMap { $0.outcome?.original }.filter(publicOriginals.contains)
        let tied = rule.shows(.place) ? ties?.original : nil
        original = ([tied].compactMap(\.self) + named).lazy.compactMap(Original.init).first
        others = (ties?.duplicates).flatMap { count in
            count == 0
                ? nil : count == 1 ? "One other report of this problem" : "\(count) other reports of this problem"
        }
        stillThere = wrong ?? (ties?.mayReopen == true ? StillThereForm(record.id, key) : nil)
        isCalledOff = isOff
        // The address may be kept, and anybody can write it.
        self.isReopened = isReopened && isOpen && history.contains { $0.kind == "reopened" }
        self.isKeyWrong = isKeyWrong
        confirmation = isNew ? Self.confirmation(record, time, words, moment, isPrivateLink: key != nil) : nil
    }

    private static func confirmation(
        _ record: ServiceRequest.Record,
        _ time: LocalTime,
        _ words: HistoryWords,
        _ now: Date,
        isPrivateLink: Bool
    ) -> Confirmation {
        let who = words.opening(record.department)
        let what = record.department == Department.triage ? "will decide who handles it" : "will look at it"
        let by = record.expectedAt.map { ", and it should be done by \(time.day($0)) (\(time.until($0, now: now)))" }
        return Confirmation(next: "\(who) \(what)\(by ?? "").", isPrivateLink: isPrivateLink)
    }

    private static func sentence(_ leg: LegProgress, _ words: HistoryWords) -> String {
        let department = words.opening(leg.department)
        // Whoever looks at an offered item only decides whether it is theirs.
        if leg.isOpen, let other = leg.offeredTo {
            return "It is with \(words.name(leg.department)) and waits to be taken on by \(words.name(other))."
        }
        return switch leg.stage {
        case .waiting: "It is in the queue of \(words.name(leg.department))."
        case .leased:
            leg.department == Department.triage
                ? "\(department) are looking at it." : "\(department): a crew is looking at it."
        case .accepted: "\(department) took it on and \(words.verb(leg.department, "is", "are")) working on it."
        case .cancelled: words.needNotAct(leg.department)
        case .closed(let outcome): words.sentence(department, outcome)
        }
    }
}

extension HistoryWords {
    /// What a department did in the end, as a whole sentence.
    func sentence(_ department: String, _ outcome: Outcome) -> String {
        let sentence = "\(department) \(words(for: outcome))"
        return sentence.hasSuffix(".") ? sentence : sentence + "."
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
    fileprivate init?(_ text: String) {
        guard let id = ServiceRequest.ID(text) else { return nil }
        self.init(reference: id.grouped, address: "/r/\(id.text)")
    }
}

extension StatusView.Moved {
    /// Nil where the date is what it was from the beginning.
    fileprivate init?(_ history: [HistoryLine], _ words: HistoryWords, _ time: LocalTime) {
        for line in history.reversed() where line.kind == "due_moved" && line.item == nil {
            let detail = ClockDetail(line)
            guard let from = detail.from else { continue }
            // Told to the minute: a pause of seconds moves nothing that could be read.
            if let to = detail.to, time.moment(to) == time.moment(from) { continue }
            self.init(from: time.stamp(from), reason: words.said(detail.reason))
            return
        }
        return nil
    }
}
