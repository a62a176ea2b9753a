import HTTPTypes
import TestSupport
import Testing

/// Something to ask GeoReport in both formats.
struct Question: Sendable, CustomTestStringConvertible {
    let method: HTTPRequest.Method
    /// Without the base; `*` stands for the format's ending.
    let path: String
    let status: Int
    /// What XML calls the outermost element.
    let root: String
    var headers: [String: String] = [:]
    var body: String?

    var testDescription: String { "\(method) \(path)" }

    static func get(_ path: String, _ root: String) -> Question {
        Question(method: .get, path: path, status: 200, root: root)
    }

    /// What is refused.
    static func refused(_ path: String, _ status: Int, method: HTTPRequest.Method = .get) -> Question {
        Question(method: method, path: path, status: status, root: "errors")
    }

    static func post(_ body: String, _ status: Int, headers: [String: String] = [:]) -> Question {
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        return Question(
            method: .post,
            path: "v2/requests.*",
            status: status,
            root: status == 200 ? "service_requests" : "errors",
            headers: type.merging(headers) { _, given in given },
            body: body
        )
    }
}

/// The same answer twice.
struct BothAnswers: Sendable {
    let json: Answer
    let xml: Answer
}

extension Visitor {
    /// Asks in JSON and then in XML, and expects the same status, values and headers but for the content type.
    @discardableResult
    func both(
        _ question: Question,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> BothAnswers {
        func ask(_ ending: String) async throws -> Answer {
            let path = "/open311/" + question.path.replacing("*", with: ending)
            return try await send(question.method, path, headers: question.headers, body: question.body)
        }
        let json = try await ask("json")
        let xml = try await ask("xml")
        let words = Comment(rawValue: "\(question.testDescription): \(json.text) \(xml.text)")
        for (answer, type) in [(json, "application/json"), (xml, "text/xml")] {
            #expect(answer.status == question.status, words, sourceLocation: sourceLocation)
            #expect(
                answer[header: "Content-Type"] == "\(type); charset=utf-8",
                words,
                sourceLocation: sourceLocation
            )
            let shared = question.method == .post ? nil : "*"
            #expect(answer[header: "Access-Control-Allow-Origin"] == shared, words, sourceLocation: sourceLocation)
        }
        for name in ["Allow", "Retry-After", "Connection"] {
            #expect(json[header: name] == xml[header: name], words, sourceLocation: sourceLocation)
        }
        let differences = try Spark.differences(xml: xml.text, json: json.text, root: question.root)
        #expect(differences == [], words, sourceLocation: sourceLocation)
        return BothAnswers(json: json, xml: xml)
    }
}

/// Expects libxml2 to find documents well formed; says so where it cannot be asked.
func expectWellFormed(_ documents: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
    guard XMLLint.isInstalled else {
        Issue.record(Comment(rawValue: XMLLint.absence), severity: .warning, sourceLocation: sourceLocation)
        return
    }
    let complaints = try await XMLLint.complaints(about: documents)
    #expect(complaints == "", sourceLocation: sourceLocation)
}
