import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A note about an item, and whether everybody reads it or the resident is asked for an answer.
struct NoteOrder: DecodableWithConfiguration, Sendable {
    let text: String
    /// A question never is: only whoever has the private link reads it.
    let isPublic: Bool
    let isQuestion: Bool
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["text", "public", "question", "worker"], faults: faults)
        text = fields.words("text", "the note", maximum: WorkRules.standard.longestWords)
        let isMeantForAll = fields.flag("public")
        isQuestion = fields.flag("question") ?? false
        isPublic = !isQuestion && isMeantForAll ?? false
        if isQuestion, isMeantForAll == true {
            fields.wrong(
                "public",
                "expected false or nothing with a question, which is for the private link alone, found true"
            )
        }
        worker = fields.worker
    }
}
