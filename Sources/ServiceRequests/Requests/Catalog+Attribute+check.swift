extension Catalog.Attribute {
    /// The most characters an answer may have.
    public static let maximumAnswer = 4000

    /// Why answers are no answers to a question.
    struct AnswerFault: Error {
        let kind: AnswerProblem.Kind
        let sentence: String

        /// The sentence with the question in it.
        func message(question: String) -> String { "“\(question)”: \(sentence)" }
    }

    /// Brings answers, at least one and none empty, into the form that is stored.
    func check(_ answers: [String]) -> Result<[String], AnswerFault> {
        for answer in answers where answer.unicodeScalars.count > Self.maximumAnswer || answer.utf8.contains(0) {
            let sentence = "please answer in at most \(Self.maximumAnswer) characters, without control characters."
            return .failure(AnswerFault(kind: .notStorable, sentence: sentence))
        }
        if datatype.isList { return chosen(from: answers) }
        guard answers.count == 1 else {
            return .failure(AnswerFault(kind: .tooMany, sentence: "please give one answer, not \(answers.count)."))
        }
        switch datatype {
        case .number where !AnswerText.isNumber(answers[0]):
            let sentence = "please answer with a number, not “\(answers[0].prefix(60))”."
            return .failure(AnswerFault(kind: .wrongDatatype, sentence: sentence))
        case .datetime where !AnswerText.isDateTime(answers[0]):
            let sentence =
                "please answer with a date like 2026-01-31 or 2026-01-31T18:30, not “\(answers[0].prefix(60))”."
            return .failure(AnswerFault(kind: .wrongDatatype, sentence: sentence))
        default:
            return .success(answers)
        }
    }

    private func chosen(from answers: [String]) -> Result<[String], AnswerFault> {
        var keys: Set<String> = []
        for answer in answers {
            guard let key = key(for: answer) else {
                let choices = values.count <= 12 ? ": " + values.map(\.key).joined(separator: ", ") : ""
                let sentence = "“\(answer.prefix(60))” is not one of the answers to choose from\(choices)."
                return .failure(AnswerFault(kind: .notInList, sentence: sentence))
            }
            keys.insert(key)
        }
        guard datatype == .multivaluelist || keys.count == 1 else {
            return .failure(AnswerFault(kind: .tooMany, sentence: "please choose one answer, not \(keys.count)."))
        }
        return .success(values.map(\.key).filter(keys.contains))
    }

    /// The key an answer means: itself, the one with such an alias, or the only one that has it in any case or
    /// language as key, alias or name.
    private func key(for answer: String) -> String? {
        if let value = values.first(where: { $0.key == answer }) { return value.key }
        if let value = values.first(where: { $0.aliases.contains(answer) }) { return value.key }
        let folded = answer.lowercased()
        let near = values.filter { value in
            value.key == folded || value.aliases.contains { $0.lowercased() == folded }
                || value.name.translations.values.contains { $0.lowercased() == folded }
        }
        return near.count == 1 ? near[0].key : nil
    }
}
