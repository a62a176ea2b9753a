import Foundation

extension PlantedFault {
    private static let emptyJSON = "[]"
    private static let emptyXML = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests/>"

    private static func empty(_ question: PassedQuestion) -> PassedAnswer {
        PassedAnswer(
            status: 200,
            type: question.isJSON ? "application/json; charset=utf-8" : "text/xml; charset=utf-8",
            text: question.isJSON ? emptyJSON : emptyXML
        )
    }

    /// Whether both dates are there, of a window that must be answered.
    private static func hasWindow(_ question: PassedQuestion) -> Bool {
        question.has("start_date") && question.has("end_date") && !question.has("service_request_id")
    }

    private static func days(_ question: PassedQuestion) -> Double? {
        let dates = ["start_date", "end_date"].compactMap { name in
            question.query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
                .map { $0.dropFirst(name.count + 1).replacing("%3A", with: ":") }
                .flatMap { try? Date($0, strategy: .iso8601) }
        }
        return dates.count == 2 ? dates[1].timeIntervalSince(dates[0]) / 86400 : nil
    }

    /// Faults of what a server makes of questions; `ids` are those of all its requests, newest first.
    static func ofQuestions(ids: [String]) -> [PlantedFault] {
        let numbers = Numbered(
            field: "service_request_id",
            numbers: Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, 9_100_001 + $0) })
        )
        let all = ids.joined(separator: ",")
        return [
            .init(
                "status is ignored",
                "R1b*",
                ask: { question in
                    let isSingle = ["status=open", "status=closed"].contains { question.query == $0 }
                    return question.isList && isSingle ? question.without("status") : question
                }
            ),
            .init(
                "service_code is ignored",
                "R1a*",
                ask: { question in
                    let isSingle = question.has("service_code") && !question.query.contains("%2C")
                    return isSingle && !question.has("service_request_id") ? question.without("service_code") : question
                }
            ),
            .init(
                "ids do not override",
                "R1d*",
                ask: { question in
                    question.has("service_request_id") && question.has("status")
                        ? question.without("service_request_id") : question
                }
            ),
            .init(
                "dates are ignored",
                "R1f*",
                ask: { question in
                    guard hasWindow(question), let days = days(question), days <= 90 else { return question }
                    return question.without("start_date", "end_date")
                }
            ),
            .init(
                "old requests are listed",
                "R2a*",
                ask: { question in
                    guard question.isPlainList else { return question }
                    var question = question
                    question.query = "service_request_id=\(all)"
                    return question
                }
            ),
            .init(
                "half a year is answered",
                "R2c*",
                ask: { question in
                    guard hasWindow(question), let days = days(question), days > 90 else { return question }
                    return question.without("start_date")
                }
            ),
            .init("oldest first", "R4*") { question, answer in
                guard question.isPlainList, answer.status == 200 else { return answer }
                return answer.with(turned(answer.text, isJSON: question.isJSON))
            },
            .init("404 where nothing matches", "R5*", "R7b*") { question, answer in
                guard question.isList, answer.text == emptyJSON || answer.text == emptyXML else { return answer }
                let text =
                    question.isJSON
                    ? "[{\"code\":\"404\",\"description\":\"nothing\"}]"
                    : "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<errors><error><code>404</code>"
                        + "<description>nothing</description></error></errors>"
                return PassedAnswer(status: 404, type: answer.type, text: text)
            },
            .init(
                "dates that are none are ignored",
                "R6a*",
                ask: { question in
                    question.query.contains("start_date=yesterday") ? question.without("start_date") : question
                }
            ),
            .init(
                "statuses that are none are ignored",
                "R6b*",
                ask: { question in
                    question.query.contains("status=lost") ? question.without("status") : question
                }
            ),
            .init("jurisdictions are ignored", "G5a*", ask: { $0.without("jurisdiction_id") }),
            .init("empty parameters match nothing", "G6*") { question, answer in
                question.isList && question.query.contains("status=&") ? empty(question) : answer
            },
            .init(
                "the last page is repeated",
                "R7b*",
                ask: { question in
                    guard question.isList, question.has("page_size") else { return question }
                    var question = question
                    question.query = "service_request_id=\(ids[question.has("page") ? 0 : 1])"
                    return question
                }
            ),
            .init("unknown requests are empty lists", "Q1b*") { question, answer in
                question.isOne && answer.status == 404 && question.path.contains("NOSUCH") ? empty(question) : answer
            },
            .init("ids are numbers", "Q2 json", spoil: numbers.spoil, ask: numbers.ask),
            .init("unknown services have a definition", "SD3*") { question, answer in
                guard question.resource.hasPrefix("services/no-such"), question.isReading else { return answer }
                let text =
                    question.isJSON
                    ? "{\"service_code\":\"no-such-service-311\",\"attributes\":[]}"
                    : "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_definition><service_code>"
                        + "no-such-service-311</service_code><attributes/></service_definition>"
                return PassedAnswer(status: 200, type: answer.type, text: text)
            },
            .init("updates have no ids", "U1b*") { question, answer in
                guard question.isReading, question.resource == "servicerequestupdates" else { return answer }
                return answer.with(answer.text.replacing("update_id", with: "number"))
            },
            .init("an update's status is a word of ours", "U3*") { question, answer in
                guard question.isReading, question.resource == "servicerequestupdates" else { return answer }
                let text = answer.text.replacing(/"status":"[a-z_]+"/, with: "\"status\":\"waiting\"")
                return answer.with(text.replacing(/<status>[a-z_]+</, with: "<status>waiting<"))
            },
        ]
    }

    /// A list turned round, item by item.
    private static func turned(_ text: String, isJSON: Bool) -> String {
        guard !isJSON else {
            let items = text.dropFirst().dropLast().components(separatedBy: "},{")
            guard items.count > 1 else { return text }
            return "[{"
                + items.reversed().map { item in
                    var item = item
                    if item.hasPrefix("{") { item.removeFirst() }
                    if item.hasSuffix("}") { item.removeLast() }
                    return item
                }.joined(separator: "},{") + "}]"
        }
        guard let start = text.firstRange(of: "<service_requests>"),
            let end = text.firstRange(of: "</service_requests>")
        else { return text }
        let items = text[start.upperBound..<end.lowerBound].components(separatedBy: "</request>").dropLast()
        let turned = items.reversed().map { "\($0)</request>" }.joined()
        return "\(text[..<start.upperBound])\(turned)\(text[end.lowerBound...])"
    }
}
