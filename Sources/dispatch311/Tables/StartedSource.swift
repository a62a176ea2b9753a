/// A source whose first piece was read already, to see what it is.
final class StartedSource: ByteSource {
    /// The first piece.
    let first: [UInt8]

    private let source: any ByteSource
    private var isFirstGiven = false

    /// Reads the first piece: at least two bytes where there are as many, for a pipe may give one at a time.
    init(_ source: any ByteSource) throws(TableError) {
        var first: [UInt8] = []
        while first.count < 2 {
            let piece = try source.next()
            if piece.isEmpty { break }
            first += piece
        }
        self.first = first
        self.source = source
    }

    func next() throws(TableError) -> [UInt8] {
        guard isFirstGiven else {
            isFirstGiven = true
            return first.isEmpty ? try source.next() : first
        }
        return try source.next()
    }
}
