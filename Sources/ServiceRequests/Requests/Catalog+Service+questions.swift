extension Catalog.Service {
    /// The questions that are asked once these answers are given, in their order.
    ///
    /// - Parameter answers: the values of `answers(from:language:)`; answers it refused count as none.
    public func questions(after answers: [String: [String]]) -> [Catalog.Attribute] {
        attributes.filter { attribute in
            attribute.condition.map { $0.truth(answers: answers) == .yes } ?? true
        }
    }
}
