extension Catalog.Service {
    /// Checks submitted answers and brings them into the form that is stored and routed by.
    ///
    /// List answers may be keys, aliases or what people read, exact or else in any case where only one fits; they come
    /// back as keys, several in the order of the catalog and each once. Other answers keep their text without blanks
    /// around it. Empty answers count as none. Questions whose condition does not hold are not asked: they are not
    /// required, and an answer to them is dropped, like those to codes the service does not have.
    ///
    /// Problems come in the order of the questions, then the unknown codes by name; a submission is fine when none of
    /// them is a refusal.
    public func answers(
        from raw: [String: [String]],
        language: String = "en"
    ) -> (values: [String: [String]], problems: [AnswerProblem]) {
        var values: [String: [String]] = [:]
        var problems: [AnswerProblem] = []
        for attribute in attributes {
            let given = (raw[attribute.code] ?? []).map { $0.trimmed }.filter { !$0.isEmpty }
            let question = attribute.name.text(in: language)
            // Reading has made sure that a condition only asks questions that came before.
            if let condition = attribute.condition, condition.truth(answers: values) != .yes {
                if !given.isEmpty {
                    let message = "“\(question)” is not asked here; its answer was left out."
                    problems.append(AnswerProblem(code: attribute.code, kind: .notAsked, message: message))
                }
                continue
            }
            guard !given.isEmpty else {
                if attribute.isRequired {
                    let message = "“\(question)” needs an answer."
                    problems.append(AnswerProblem(code: attribute.code, kind: .missing, message: message))
                }
                continue
            }
            switch attribute.check(given) {
            case .success(let answers):
                values[attribute.code] = answers
            case .failure(let fault):
                let message = fault.message(question: question)
                problems.append(AnswerProblem(code: attribute.code, kind: fault.kind, message: message))
            }
        }
        let known = Set(attributes.map(\.code))
        for code in raw.keys.sorted() where !known.contains(code) {
            let message = "“\(code.prefix(64))” is not a question of this service; its answer was left out."
            problems.append(AnswerProblem(code: code, kind: .unknownQuestion, message: message))
        }
        return (values, problems)
    }
}

extension String {
    /// The text without blanks and line breaks around it.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else {
            return ""
        }
        return String(self[first...last])
    }
}
