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
        all(json, of: serviceCode, catalog: words.catalog, language: words.language)
    }

    /// The same in any language.
    static func all(
        _ json: String,
        of serviceCode: String,
        catalog: Catalog,
        language: String
    ) -> [AnswerView] {
        let given = values(json)
        let attributes = catalog.service(named: serviceCode)?.attributes ?? []
        let known = attributes.compactMap { attribute -> AnswerView? in
            guard let values = given[attribute.code], !values.isEmpty else { return nil }
            let answers = values.map { value in
                attribute.values.first { $0.key == value }?.name.text(in: language) ?? value
            }
            return AnswerView(
                question: attribute.name.text(in: language),
                answer: answers.joined(separator: ", ")
            )
        }
        let codes = Set(attributes.map(\.code))
        let others = given.filter { !codes.contains($0.key) && !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return known + others.map { AnswerView(question: $0.key, answer: $0.value.joined(separator: ", ")) }
    }

    /// The answers by their codes, as they are stored.
    static func values(_ json: String) -> [String: [String]] {
        (try? JSONDecoder().decode([String: [String]].self, from: Data(json.utf8))) ?? [:]
    }
}
