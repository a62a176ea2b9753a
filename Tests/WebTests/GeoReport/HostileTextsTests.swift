import TestSupport
import Testing
import Web

@Suite struct HostileTextsTests {
    @Test func `a hundred hostile texts come back the same in both formats`() async throws {
        try await TinyServer.with { visitor in
            var documents: [String] = []
            for text in HostileTexts.all {
                var form = Visitor.pothole
                form["description"] = text
                form["address_string"] = text
                let id = try await visitor.submitted(form)
                let answers = try await visitor.both(.get("v2/requests/\(id).*", "service_requests"))
                let description = try answers.json.json[0]?["description"]?.text
                let sent = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
                #expect(
                    description.map { sent.unicodeScalars.contains($0.unicodeScalars) } == true,
                    "\(text.debugDescription)"
                )
                // What is wrong with a text is told with the text itself.
                form["service_code"] = text
                form["lat"] = text
                documents.append(try await visitor.both(.post(Visitor.encoded(form), 404)).xml.text)
            }
            let list = try await visitor.both(.get("v2/requests.*?extensions=true", "service_requests"))
            #expect(try list.json.json.elements.count == 100)
            try await expectWellFormed(documents + [list.xml.text])
        }
    }

    @Test func `hostile names of a catalog come back the same in both formats`() async throws {
        let folders = try CopiedCities()
        let name = #""<b>&amp;]]>'\"\u202E\x01\x0B e\u0301 \uFFFE \U0001F6A7""#
        try folders.replace("name: {en: Pothole,", with: "name: {en: \(name),", in: "tiny/services/street.yml")
        try folders.replace("{en: Deep,", with: "{en: \(name),", in: "tiny/services/street.yml")
        try folders.replace("{en: Tiny City,", with: "{en: \(name),", in: "tiny/jurisdiction.yml")
        try await TinyServer.with(change: folders.use) { visitor in
            let id = try await visitor.submitted()
            var documents: [String] = []
            for question in [
                Question.get("v2/services.*", "services"), .get("v2/services/pothole.*", "service_definition"),
                .get("v2/requests/\(id).*", "service_requests"), .get("discovery.*", "discovery"),
                .post("service_code=pothol&lat=1&long=2", 404), .post("service_code=pothole&lat=11&long=21", 400),
            ] {
                let answer = try await visitor.both(question).xml.text
                #expect(answer.contains("&lt;b&gt;&amp;amp;]]&gt;'\"\u{202E}\u{FFFD}\u{FFFD}"), "\(question.path)")
                documents.append(answer)
            }
            try await expectWellFormed(documents)
        }
    }
}
