import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A service's question with its answer.
struct AnswerView: Sendable, Hashable {
    let question: String
    let answer: String

    /// The answers of a request in the order the service asks; what it no longer asks follows by its code.
    static func all(_ json: String, of serviceCode: String, words: StaffWords) -> [AnswerView] {
        let given = (try? JSONDecoder().decode([String: [String]].self, from: Data(json.utf8))) ?? [:]
        let attributes = words.catalog.service(named: serviceCode)?.attributes ?? []
        let known = attributes.compactMap { attribute -> AnswerView? in
            guard let values = given[attribute.code], !values.isEmpty else { return nil }
            let answers = values.map { value in
                attribute.values.first { $0.key == value }?.name.text(in: words.language) ?? value
            }
            return AnswerView(
                question: attribute.name.text(in: words.language),
                answer: answers.joined(separator: ", ")
            )
        }
        let codes = Set(attributes.map(\.code))
        let others = given.filter { !codes.contains($0.key) && !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return known + others.map { AnswerView(question: $0.key, answer: $0.value.joined(separator: ", ")) }
    }
}
