import Foundation

extension PlantedFault {
    private static func isPosted(_ question: PassedQuestion) -> Bool {
        question.method == "POST" && question.resource == "requests"
    }

    /// Faults of what a server makes of what is sent.
    static let ofSubmissions: [PlantedFault] = [
        .init("created, not done", "P4b*", isWriting: true) { question, answer in
            var answer = answer
            if isPosted(question), answer.status == 200 { answer.status = 201 }
            return answer
        },
        .init("a receipt is no list", "P4a json", isWriting: true) { question, answer in
            guard isPosted(question), question.isJSON, answer.status == 200 else { return answer }
            return answer.with(String(answer.text.dropFirst().dropLast()))
        },
        .init("a token beside the id", "P5a*", isWriting: true) { question, answer in
            let hasID = answer.text.contains("service_request_id")
            guard isPosted(question), answer.status == 200, hasID else { return answer }
            let text = answer.text.replacing("\"account_id\"", with: "\"token\":\"x\",\"account_id\"")
            return answer.with(text.replacing("<account_id", with: "<token>x</token><account_id"))
        },
        .init("the words are lost", "P2*", isWriting: true) { question, answer in
            guard question.resource.hasPrefix("requests"), question.isReading else { return answer }
            return answer.with(answer.text.replacing("Conformance test", with: "Something else"))
        },
        .init("an unknown service is only wrong", "P6b*", isWriting: true) { question, answer in
            var answer = answer
            if isPosted(question), answer.status == 404 { answer.status = 400 }
            return answer
        },
        .init("one fault at a time", "P6k json", isWriting: true) { question, answer in
            guard isPosted(question), question.isJSON, answer.status == 400,
                let end = answer.text.firstRange(of: "},{")
            else { return answer }
            return answer.with("\(answer.text[..<end.lowerBound])}]")
        },
        .init(
            "long texts are cut",
            "P6h*",
            isWriting: true,
            ask: { question in
                guard isPosted(question) else { return question }
                var question = question
                question.body = question.body.replacing(String(repeating: "x", count: 500), with: "")
                return question
            }
        ),
        .init(
            "91 degrees are taken",
            "P6e*",
            isWriting: true,
            ask: { question in
                guard isPosted(question) else { return question }
                var question = question
                question.body = question.body.replacing("lat=91&", with: "lat=10.01&")
                return question
            }
        ),
        .init(
            "values that are none are taken",
            "P6g*",
            isWriting: true,
            ask: { question in
                guard isPosted(question) else { return question }
                var question = question
                question.body = question.body.replacing("no-such-value-311", with: "deep")
                return question
            }
        ),
        .init("a wrong method is a page", "E2a*", isWriting: true) { question, answer in
            guard question.method == "POST", question.resource == "services" else { return answer }
            return PassedAnswer(status: 405, type: "text/html", text: "<html></html>")
        },
    ]
}
