import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

/// A visitor who looks at every answer for what no page of ours has.
struct HostileVisit: Sendable {
    /// A report that was sent with one text in all its fields.
    struct Report: Sendable {
        let text: String
        let id: String
        let key: String

        /// The text as a field of its own has it.
        func marked(_ mark: String) -> String { text + mark }
    }

    let visitor: Visitor

    // MARK: - Answers

    func get(_ path: String) async throws -> Answer { check(try await visitor.page(path), path) }

    func post(_ path: String, _ form: [String: String]) async throws -> Answer {
        check(try await visitor.post(path, form), path)
    }

    /// The page that a form leads to.
    func arrive(_ path: String, _ form: [String: String]) async throws -> Answer {
        try await following(try await post(path, form))
    }

    func following(_ answer: Answer) async throws -> Answer {
        check(try await visitor.following(answer), answer.location ?? "")
    }

    func post(_ path: String, raw body: String) async throws -> Answer {
        check(try await visitor.post(path, raw: body), path)
    }

    func upload(_ form: MultipartForm) async throws -> Answer {
        let headers = Visitor.browser.merging(["Content-Type": form.contentType]) { _, new in new }
        let path = "/report/details"
        return check(try await visitor.send(.post, path, headers: headers, bytes: form.whole), path)
    }

    @discardableResult
    func check(_ answer: Answer, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) -> Answer {
        #expect(MarkupCheck.faults(of: answer) == [], "\(path.prefix(200))", sourceLocation: sourceLocation)
        return answer
    }

    /// Expects texts to be shown, escaped, in an answer that has been checked.
    func expect(
        _ texts: [String],
        in answer: Answer,
        _ path: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for text in texts {
            #expect(
                ShownText(text).stands(in: answer.text),
                "\(text.debugDescription) in \(path.prefix(100)): \(answer.status)",
                sourceLocation: sourceLocation
            )
        }
    }

    // MARK: - One report

    /// Writes and sends a report with the text in every field, and looks at every page on the way.
    func sent(_ text: String) async throws -> Report {
        let answers = ["words": text + "zwordsz", "more": text + "zmorez"]
        var form = Visitor.pothole
        form["description"] = text + "zdescz"
        form["address_string"] = text + "znearz"
        for (code, answer) in answers { form["attribute[\(code)]"] = answer }
        let details = try await post("/report/details", form)
        guard details.status == 303, let location = details.location else { throw Unexpected(details) }
        let draft = String(location.drop { $0 != "=" }.dropFirst())
        var names = ["first_name": text + "zfirstz", "last_name": text + "zlastz", "phone": text + "zphonez"]
        let wrong = try await arrive(
            "/report/you",
            names.merging(["draft": draft, "email": text, "change": text]) { $1 }
        )
        expect(Array(names.values) + [text], in: wrong, "refused contact")
        // No text is a telephone number.
        names["phone"] = nil
        let shown = [text + "zdescz", text + "znearz"] + answers.values
        let isOneLine = !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        let you = try await post("/report/you", names.merging(["draft": draft]) { $1 })
        #expect(you.location?.contains("review=1") == !isOneLine, "\(text.debugDescription)")
        if !isOneLine {
            expect(Array(names.values), in: try await following(you), "refused names")
            _ = try await post("/report/you", ["draft": draft])
        } else {
            expect(Array(names.values), in: try await get("/report/you?draft=\(draft)&change=1"), "you")
        }
        for query in ["", "&kiosk=town-hall", "&lang=es"] {
            // Nobody's name stands on a screen in a public place.
            let contact = isOneLine && query != "&kiosk=town-hall" ? Array(names.values) : []
            expect(shown + contact, in: try await get("/report/check?draft=\(draft)\(query)"), "check\(query)")
        }
        let written = try await get("/report/details?draft=\(draft)&change=1")
        expect([text + "zdescz"] + answers.values, in: written, "details")
        _ = try await get("/report/what?draft=\(draft)&change=1")
        _ = try await get("/report/where?draft=\(draft)&change=1")
        let (id, key) = try await visitor.link(sending: draft)
        let nearby = try await get("/report/nearby?service=pothole&lat=10.01&long=20.005")
        #expect(nearby.status == 200 && nearby.text.contains("zdescz") && nearby.text.contains("znearz"))
        return Report(text: text, id: id, key: key)
    }

    /// The department asks, the resident writes and answers: both sides' pages.
    func speak(of report: Report, at address: String, _ desk: Browser) async throws {
        let isWritable = report.text.isWritable(isOneLine: false)
        let expected = isWritable ? 303 : 422
        let item = check(try await desk.get(address), address)
        let asked = try await desk.send("\(address)/ask", of: item.text, ["question": report.marked("zaskz")])
        #expect(check(asked, "ask").status == expected, "\(report.text.debugDescription)")
        if !isWritable {
            expect([report.marked("zaskz")], in: asked, "refused question")
            _ = try await desk.send("\(address)/ask", of: item.text, ["question": "Which door?"])
        }
        // Names with control characters were refused, and none were given.
        if !report.text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            let looked = check(try await desk.send("\(address)/contact", of: item.text), "contact")
            expect(["zfirstz", "zlastz"].map(report.marked), in: looked, "contact")
        }
        let number = try #require(address.split(separator: "/").last.flatMap { Int64($0) })
        if isWritable {
            let worker = Worker(department: "works", name: "AB")
            let words = report.marked("zsaidz")
            let note = try await visitor.city.moves.note(words, about: number, isPublic: true, by: worker)
            #expect(note == .done(true))
        }
        let page = "/r/\(report.id)?key=\(report.key)"
        for (name, mark) in [("note", "znotez"), ("answer", "zanswerz")] {
            let path = "/r/\(report.id)/\(name)?key=\(report.key)"
            if name == "answer", isWritable { expect([report.marked("zaskz")], in: try await get(page), page) }
            let said = try await post(path, [name: report.marked(mark)])
            #expect(said.status == expected, "\(name) \(report.text.debugDescription)")
            if !isWritable { expect([report.marked(mark)], in: said, "refused \(name)") }
        }
        let sent = ["zdescz", "znearz", "zwordsz", "zmorez"]
        let said = isWritable ? ["zaskz", "znotez", "zanswerz"] : []
        let heard = isWritable ? ["zsaidz"] : []
        expect((sent + said + heard).map(report.marked), in: try await get(page + "&new=1&lang=es"), page)
        expect((sent + said + heard).map(report.marked), in: check(try await desk.get(address), address), address)
        let everybody = try await get("/r/\(report.id)")
        expect((["zdescz", "znearz"] + heard).map(report.marked), in: everybody, "what everybody sees")
        for mark in said { #expect(!everybody.text.contains(mark)) }
    }

    /// The feed and the record: what was sent, and well-formed documents to be looked at by others.
    func records(of report: Report) async throws -> [String] {
        let feed = check(try await visitor.get("/r/\(report.id)/feed"), "feed")
        #expect(feed.status == 200)
        if report.text.isWritable(isOneLine: false) {
            let sign = report.text.replacing("\u{FFFE}", with: "\u{FFFD}").replacing("\u{FFFF}", with: "\u{FFFD}")
            let read = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&apos;": "'"]
                .reduce(feed.text) { $0.replacingOccurrences(of: $1.key, with: $1.value, options: .literal) }
                .replacingOccurrences(of: "&amp;", with: "&", options: .literal)
            #expect(!read.contains("zaskz"))
            #expect(
                ShownText(sign + "zsaidz", isEscaped: false).stands(in: read),
                "\(report.text.debugDescription) in the feed"
            )
        }
        let path = "/open311/v2/requests/\(report.id)"
        let record = check(try await visitor.get("\(path).json?extensions=true"), "record")
        let description = try record.json[0]?["description"]?.text ?? ""
        let plain = report.marked("zdescz").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        #expect(description.unicodeScalars.elementsEqual(plain.unicodeScalars), "\(description)")
        let xml = check(try await visitor.get("\(path).xml?extensions=true"), "record")
        return [feed.text, xml.text]
    }

    /// The end with the department's words, and that it is still there with the resident's.
    func close(_ report: Report, at address: String, _ desk: Browser) async throws {
        let item = try await desk.page(address)
        let form = ["outcome": "no_action", "reason": report.marked("zwhyz"), "note": report.marked("zlastz")]
        let closed = try await desk.send("\(address)/complete", of: item, form)
        let isWritable = report.text.isWritable(isOneLine: true)
        #expect(check(closed, "complete").status == (isWritable ? 303 : 422), "\(report.text.debugDescription)")
        let words = [report.marked("zwhyz"), report.marked("zlastz")]
        if isWritable {
            expect(words, in: check(try await desk.get(address), address), address)
            expect(words, in: try await get("/r/\(report.id)"), "the end")
        } else {
            expect(words, in: closed, "refused outcome")
            let done = try await desk.send("\(address)/complete", of: item, ["outcome": "done", "note": "Done."])
            #expect(done.status == 303)
        }
        let path = "/r/\(report.id)/still-there?key=\(report.key)"
        let again = try await post(path, ["reason": report.marked("zstillz")])
        let isTaken = report.text.isWritable(isOneLine: false)
        #expect(again.status == (isTaken ? 303 : 422), "\(report.text.debugDescription)")
        let page = isTaken ? try await get("/r/\(report.id)?key=\(report.key)&reopened=1") : again
        expect([report.marked("zstillz")], in: page, "still there")
    }
}

/// Does something with each of a list, four at a time; gives what came of it, in no order.
@discardableResult
func each<Element: Sendable, Value: Sendable>(
    _ list: [Element],
    _ body: @escaping @Sendable (Element) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        var values: [Value] = []
        for (number, element) in list.enumerated() {
            if number >= 4, let value = try await group.next() { values.append(value) }
            group.addTask { try await body(element) }
        }
        for try await value in group { values.append(value) }
        return values
    }
}
