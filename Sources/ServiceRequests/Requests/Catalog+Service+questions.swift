extension Catalog.Service {
    /// The questions that are asked once these answers are given, in their order.
    ///
    /// The answers are the values of `answers(from:language:)`; what it refused counts as no answer.
    public func questions(after answers: [String: [String]]) -> [Catalog.Attribute] {
        attributes.filter { attribute in
            attribute.condition.map { $0.truth(answers: answers) == .yes } ?? true
        }
    }
}
