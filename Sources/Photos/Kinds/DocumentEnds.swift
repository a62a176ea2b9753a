/// A PDF's beginning and end, which are all that is looked at: it is never opened here.
struct DocumentEnds {
    private var start: [UInt8] = []
    private var end: [UInt8] = []
    private var isTold = false

    init() {}

    /// Takes the next bytes; throws as soon as they show another kind.
    mutating func take(_ bytes: [UInt8]) throws(PhotoError) {
        if start.count < PhotoKind.telling { start += bytes.prefix(PhotoKind.telling - start.count) }
        if start.count == PhotoKind.telling, !isTold { try tell() }
        // ISO 32000 lets a reader look for the end in the last 1024 bytes.
        end = Array((end + bytes).suffix(1024))
    }

    /// Throws unless what came is a PDF to its end.
    mutating func finish() throws(PhotoError) {
        try tell()
        let mark = Array("%%EOF".utf8)
        let isEnded = end.indices.contains { end[$0...].starts(with: mark) }
        guard isEnded else { throw .broken("a PDF document: expected %%EOF in its last 1024 bytes, found none") }
    }

    private mutating func tell() throws(PhotoError) {
        let found = PhotoKind(firstBytes: start)
        guard found == .pdf else { throw .kind(found, as: .document) }
        isTold = true
    }
}
