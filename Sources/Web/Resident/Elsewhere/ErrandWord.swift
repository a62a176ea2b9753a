import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What another site says became of an errand: `{"state": "done", "words": "Paid, receipt 4711"}`.
struct ErrandWord: DecodableWithConfiguration, Sendable {
    /// The longest words, in characters.
    static let longest = 500
    /// What a site may say; that it began is ours to know.
    static let states = Errand.State.allCases.filter { $0 != .begun }

    let state: Errand.State
    let words: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["state", "words"], faults: faults)
        let expected = "one of \(Self.states.map(\.rawValue).joined(separator: ", "))"
        let text = fields.words("state", expected, maximum: 20, isOneLine: true)
        words = fields.text("words", maximum: Self.longest)
        if let state = Errand.State(rawValue: text), state != .begun {
            self.state = state
        } else {
            state = .inProgress
            if !text.isEmpty { fields.wrong("state", "expected \(expected), found “\(text.shortened)”") }
        }
    }
}
