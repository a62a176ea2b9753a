#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A note about an item, and whether the resident reads it.
struct NoteOrder: DecodableWithConfiguration, Sendable {
    let text: String
    let isPublic: Bool
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(decoder, names: ["text", "public", "worker"], faults: faults)
        text = fields.words("text", "the note", maximum: 2000)
        isPublic = fields.flag("public") ?? false
        worker = fields.worker
    }
}
