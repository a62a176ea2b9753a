import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A note about an item, and whether the resident reads it or is asked for an answer.
struct NoteOrder: DecodableWithConfiguration, Sendable {
    let text: String
    /// A question is always for the resident.
    let isPublic: Bool
    let isQuestion: Bool
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["text", "public", "question", "worker"], faults: faults)
        text = fields.words("text", "the note", maximum: WorkRules.standard.longestWords)
        let isMeantForAll = fields.flag("public")
        isQuestion = fields.flag("question") ?? false
        isPublic = isQuestion || isMeantForAll ?? false
        if isQuestion, isMeantForAll == false {
            fields.wrong("public", "expected true or nothing with a question, which the resident reads, found false")
        }
        worker = fields.worker
    }
}
