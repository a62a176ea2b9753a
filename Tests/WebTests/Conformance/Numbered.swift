import Foundation

/// Names that pass as numbers: in JSON without quotation marks, and back again in questions.
struct Numbered: Sendable {
    let field: String
    let numbers: [String: Int]

    static let codes = Numbered(
        field: "service_code",
        numbers: [
            "pothole": 7_000_101, "graffiti": 7_000_102, "flood": 7_000_103, "noise": 7_000_104,
            "fallen-tree": 7_000_105,
            "person-in-need": 7_000_106, "parking-fine": 7_000_107,
        ]
    )

    @Sendable func ask(_ question: PassedQuestion) -> PassedQuestion {
        var question = question
        for (name, number) in numbers {
            question.path = question.path.replacing("\(number)", with: name)
            question.query = question.query.replacing("\(number)", with: name)
        }
        return question
    }

    @Sendable func spoil(_ question: PassedQuestion, _ answer: PassedAnswer) -> PassedAnswer {
        guard answer.status == 200 else { return answer }
        var text = answer.text
        for (name, number) in numbers {
            text = text.replacing("\"\(field)\":\"\(name)\"", with: "\"\(field)\":\(number)")
            text = text.replacing("<\(field)>\(name)<", with: "<\(field)>\(number)<")
        }
        return answer.with(text)
    }
}
