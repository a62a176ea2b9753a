import Boundaries
import Notices
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes the mails to those who follow, each in its follower's language.
///
/// What a mail says of a request goes by `FieldRule`: all of it to the resident who sent it, with the private link, and to
/// everybody else what the page shows to everybody.
struct NoticeWriter: Sendable {
    /// A subject and a text.
    struct Letter: Sendable, Hashable {
        let subject: String
        let body: String
    }

    /// How many events one mail to a place's follower tells one by one.
    static let placeNewsLimit = 50

    let city: City
    let origin: SiteOrigin

    /// The mail; nil where there is nothing to tell after all.
    func mail(_ mail: OutboxMail) async throws -> Mail? {
        let follower = mail.follower
        let words = try Vocabulary.own.get().words(in: follower.language)
        let links = MailLinks(origin, city, language: follower.language)
        let letter: Letter? =
            switch (mail.matter, follower.subject) {
            case (.question, .request(let id)): try await question(of: id, follower, words, links)
            case (.question, .place(let place, let code)): question(of: place, code, follower, words, links)
            case (.news(let news), .request(let id)): try await self.news(news, of: id, mail, words, links)
            case (.news(let news), .place(let place, let code)):
                try await self.news(news, in: place, code, follower, words, links)
            }
        guard let letter else { return nil }
        return Mail(
            sender: city.catalog.jurisdiction.name.text(in: follower.language),
            subject: letter.subject,
            body: letter.body,
            date: city.clock.now,
            id: MessageID(follower: follower.key.bytes, event: mail.seq),
            unsubscribing: UnsubscribeLink(links.end(follower.key))
        )
    }

    // MARK: - The question whether

    private func question(
        of id: String,
        _ follower: Follower,
        _ words: Words,
        _ links: MailLinks
    ) async throws -> Letter? {
        guard let record = try await city.reader.record(id) else { return nil }
        let isPrivate = try await city.reader.ties(of: id)?.isPrivate != false
        let report = report(record, isPrivate: isPrivate, words)
        let subject = words("follow_mail_ask_subject", ["what": report])
        return question(subject, follower, page: links.request(id), words, links, what: report)
    }

    private func question(
        of place: PlaceName,
        _ code: String?,
        _ follower: Follower,
        _ words: Words,
        _ links: MailLinks
    ) -> Letter {
        let what = city.placeWords(place, code, words)
        let subject = words("follow_mail_ask_subject", ["what": what])
        return question(subject, follower, page: links.place(place, serviceCode: code), words, links, what: what)
    }

    private func question(
        _ subject: String,
        _ follower: Follower,
        page: String,
        _ words: Words,
        _ links: MailLinks,
        what: String
    ) -> Letter {
        let name = NameInSentence.of(
            city.catalog.jurisdiction.name.text(in: follower.language),
            in: follower.language
        )
        if follower.isConfirmed {
            return Letter(
                subject: words("follow_mail_already_subject", ["what": what]),
                body: Self.body(
                    words("follow_mail_already", ["what": what, "city": name]),
                    page,
                    words("follow_mail_end"),
                    links.end(follower.key)
                )
            )
        }
        return Letter(
            subject: subject,
            body: Self.body(
                words("follow_mail_ask", ["what": what, "city": name]),
                words("follow_mail_ask_yes"),
                links.confirm(follower.key),
                words("follow_mail_ask_no")
            )
        )
    }

    // MARK: - News of a request

    private func news(
        _ news: [OutboxMail.News],
        of id: String,
        _ mail: OutboxMail,
        _ words: Words,
        _ links: MailLinks
    ) async throws -> Letter? {
        guard let event = news.first?.event, let (record, isOwner) = try await city.reader.record(id, key: mail.key),
            let ties = try await city.reader.ties(of: id, isOwner: isOwner)
        else { return nil }
        let rule = FieldRule(
            viewer: isOwner ? .sender : .anybody,
            isPrivate: ties.isPrivate,
            isDescribed: ties.isDescribed
        )
        let history = try await city.history.lines(of: id)
        guard let index = history.firstIndex(where: { $0.event == event }) else { return nil }
        let originals = try await city.reader.publicIDs(among: HistoryWords.originals(in: history))
        let teller = HistoryWords(
            catalog: city.catalog,
            language: words.language,
            publicOriginals: rule.shows(.place) ? originals : [],
            rule: rule
        )
        let told = Self.told(history, upTo: index).compactMap { teller.line($0) }
        guard let main = told.first else { return nil }
        let time = LocalTime(zone: city.catalog.jurisdiction.timeZone, language: words.language)
        let report = report(record, isPrivate: ties.isPrivate, words)
        var parts = told.flatMap { [$0.sentence, $0.note.map(Self.quoted)] }.compactMap(\.self)
        parts.append(words("follow_mail_when", ["when": time.moment(history[index].at)]))
        if rule.shows(.place),
            let place = record.coordinate.flatMap({ city.words(for: $0, language: words.language).short })
        {
            parts.append(words("follow_mail_report", ["what": report, "place": place]))
        } else {
            parts.append(words("follow_mail_report_only", ["what": report]))
        }
        if record.status == .open, let expected = record.expectedAt {
            parts.append(words("follow_mail_expected", ["day": time.day(expected)]))
        }
        parts += [words("follow_mail_page"), links.request(id, key: isOwner ? mail.key : nil)]
        parts += [words("follow_mail_end"), links.end(mail.follower.key)]
        // The screen of a locked telephone shows subjects.
        let subject =
            ties.isPrivate ? words("follow_mail_private_subject", ["what": report]) : "\(report): \(main.title)"
        return Letter(subject: subject, body: Self.body(parts))
    }

    /// The events that are told with one: what the departments did that ended it stands in front of the closing.
    ///
    /// They were written with it, at one time. A report that is called off later has older ones, which were told before.
    private static func told(_ history: [HistoryLine], upTo index: Int) -> [HistoryLine] {
        let event = history[index]
        guard event.kind == "closed" else { return [event] }
        return history[..<index].filter { $0.kind == "completed" && $0.at == event.at } + [event]
    }

    // MARK: - News of a place

    private func news(
        _ news: [OutboxMail.News],
        in place: PlaceName,
        _ code: String?,
        _ follower: Follower,
        _ words: Words,
        _ links: MailLinks
    ) async throws -> Letter? {
        // Private ones are left out: also such as have become private since.
        let shown = try await city.reader.publicIDs(among: Array(Set(news.map(\.id))))
        let all = news.filter { shown.contains($0.id) }
        let newest = all.suffix(Self.placeNewsLimit)
        let ids = Array(Set(newest.map(\.id)))
        let records = try await city.reader.records(.init(selection: .ids(ids), limit: ids.count))
        let known = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let lines = newest.compactMap { one in
            known[one.id].map { line(one, $0, words) + "\n" + links.request(one.id) }
        }
        guard !lines.isEmpty else { return nil }
        let what = city.placeWords(place, code, words)
        let older = all.count - newest.count
        let more = older > 0 ? [words("follow_mail_place_more", older)] : []
        return Letter(
            subject: words("follow_mail_place_subject", lines.count + older, ["what": what]),
            body: Self.body(
                [words("follow_mail_place", lines.count + older, ["what": what])] + lines + more + [
                    words("follow_mail_place_page"), links.place(place, serviceCode: code),
                    words("follow_mail_end"), links.end(follower.key),
                ]
            )
        )
    }

    private func line(_ news: OutboxMail.News, _ record: ServiceRequest.Record, _ words: Words) -> String {
        let report = report(record, isPrivate: false, words)
        let place = record.coordinate.flatMap { city.words(for: $0, language: words.language).short }
        let what = place.map { "\(report), \($0)" } ?? report
        let isClosing = news.kind == "closed"
        let line = isClosing ? words("follow_mail_closed", ["what": what]) : words("follow_mail_came", ["what": what])
        guard isClosing, record.status == .closed, let notes = record.statusNotes else { return line }
        return line + "\n" + Self.quoted(notes)
    }

    // MARK: - Parts

    /// `Pothole (4TNK-0X9R-C)`; of a private one the reference alone.
    private func report(_ record: ServiceRequest.Record, isPrivate: Bool, _ words: Words) -> String {
        let reference = ServiceRequest.ID(record.id)?.grouped ?? record.id
        guard !isPrivate, let service = city.catalog.service(named: record.serviceCode) else {
            return words("follow_mail_reference", ["reference": reference])
        }
        return "\(service.name.text(in: words.language)) (\(reference))"
    }

    /// Somebody's words as mails quote.
    private static func quoted(_ words: String) -> String {
        words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "> \($0)" }
            .joined(separator: "\n")
    }

    private static func body(_ parts: String...) -> String { body(parts) }

    /// An address stands on the line after its words, everything else a line apart.
    private static func body(_ parts: [String]) -> String {
        var body = ""
        for part in parts {
            let isAddress = part.hasPrefix("http://") || part.hasPrefix("https://")
            body += body.isEmpty ? part : (isAddress ? "\n" : "\n\n") + part
        }
        return body + "\n"
    }
}

extension City {
    /// A boundary's name for people, with the service where one is meant: “Chelsea: Pothole”.
    func placeWords(_ place: PlaceName, _ serviceCode: String?, _ words: Words) -> String {
        let boundary = snapshot.index.reference(layer: place.layer, id: place.boundary)
        let name = boundary.map { layerNames.name(of: $0, in: words.language) } ?? place.boundary
        guard let serviceCode, let service = catalog.service(named: serviceCode) else { return name }
        return "\(name): \(service.name.text(in: words.language))"
    }
}
