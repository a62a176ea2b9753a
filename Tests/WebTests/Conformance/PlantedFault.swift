import Testing

/// A question on its way through a server that spoils answers.
struct PassedQuestion: Sendable {
    let method: String
    /// The path, without the query.
    var path: String
    /// The query as it is written; empty where there is none.
    var query: String
    var body: String

    var isJSON: Bool { path.hasSuffix(".json") }
    var isXML: Bool { path.hasSuffix(".xml") }
    var isReading: Bool { method == "GET" }
    /// The path below the endpoint, without the format's ending.
    var resource: String {
        let below = path.replacing("/open311/test/v2/", with: "")
            .replacing("/open311/v2/", with: "").replacing("/open311/", with: "")
        return below.lastIndex(of: ".").map { String(below[..<$0]) } ?? below
    }

    /// A list of service requests.
    var isList: Bool { isReading && resource == "requests" }
    /// One service request.
    var isOne: Bool { isReading && resource.hasPrefix("requests/") }
    /// A list whose parameters are all empty, or not there.
    var isPlainList: Bool { isList && query.split(separator: "&").allSatisfy { $0.hasSuffix("=") } }

    func has(_ name: String) -> Bool {
        query.split(separator: "&").contains { $0.hasPrefix("\(name)=") && !$0.hasSuffix("=") }
    }

    /// The query without a parameter.
    func without(_ names: String...) -> PassedQuestion {
        var question = self
        question.query = query.split(separator: "&").filter { part in
            !names.contains { part.hasPrefix("\($0)=") }
        }.joined(separator: "&")
        return question
    }
}

/// An answer on its way back.
struct PassedAnswer: Sendable {
    var status: Int
    var type: String
    var text: String

    /// The same with another text.
    func with(_ text: String) -> PassedAnswer {
        var answer = self
        answer.text = text
        return answer
    }
}

/// One fault of a server, and the lines of a report that must name it.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let names: Set<String>
    let isWriting: Bool
    /// What becomes of the answer.
    let spoil: @Sendable (PassedQuestion, PassedAnswer) -> PassedAnswer
    /// What becomes of the question.
    let ask: @Sendable (PassedQuestion) -> PassedQuestion

    init(
        _ description: String,
        _ names: String...,
        isWriting: Bool = false,
        spoil: @escaping @Sendable (PassedQuestion, PassedAnswer) -> PassedAnswer = { $1 },
        ask: @escaping @Sendable (PassedQuestion) -> PassedQuestion = { $0 }
    ) {
        testDescription = description
        // `R1b` alone means both formats.
        self.names = Set(
            names.flatMap { name in
                name.hasSuffix("*") ? ["\(name.dropLast()) xml", "\(name.dropLast()) json"] : [name]
            }
        )
        self.isWriting = isWriting
        self.ask = ask
        self.spoil = spoil
    }
}
