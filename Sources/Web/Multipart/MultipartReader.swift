import GeoReport
import HTTPTypes

/// Reads `multipart/form-data` (RFC 7578) from chunks of any size, as they come.
///
/// Fields are held until they are whole, files are passed on at once; of a file never more than a boundary's length is
/// held back. What throws has read its last chunk.
struct MultipartReader: Sendable {
    private enum Place: Sendable {
        /// Before the first boundary; programs may write something there, and nobody reads it.
        case preamble
        /// Behind a boundary, before its line has ended.
        case boundary
        case header
        case field(String)
        case file
        /// Behind the last boundary; the same holds here.
        case end
    }

    private let limits: MultipartLimits
    private let delimiter: [UInt8]
    private var place = Place.preamble
    private var held: [UInt8]
    /// Where in `held` the next search goes on, so that bytes which come one by one are looked at once.
    private var searched = 0
    private var value: [UInt8] = []
    private var fieldBytes = 0
    private var parts = 0

    init(_ boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        self.limits = limits
        delimiter = Array("\r\n--\(boundary.text)".utf8)
        // The line break before the first boundary may be the one that ended the head.
        held = [0x0D, 0x0A]
    }

    /// Takes the next bytes of the body; what they complete.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(Refusal) -> [MultipartPiece] {
        if case .end = place { return [] }
        held.append(contentsOf: bytes)
        var pieces: [MultipartPiece] = []
        var start = 0
        while let next = try step(from: start, &pieces) { start = next }
        held.removeFirst(start)
        searched = max(0, searched - start)
        return pieces
    }

    /// Says that the body has ended; throws unless its last boundary came.
    func finish() throws(Refusal) {
        guard case .end = place else { throw .malformedMultipart("a last boundary, found the end") }
    }

    /// Reads on; returns where the next step begins, nil when it needs more bytes.
    private mutating func step(from start: Int, _ pieces: inout [MultipartPiece]) throws(Refusal) -> Int? {
        switch place {
        case .preamble, .field, .file: try readContent(from: start, &pieces)
        case .boundary: try readBoundary(from: start)
        case .header: try readHeader(from: start, &pieces)
        case .end: nil
        }
    }

    /// Passes on what surely is content, and stops behind the boundary that ends it.
    private mutating func readContent(from start: Int, _ pieces: inout [MultipartPiece]) throws(Refusal) -> Int? {
        var end = max(start, searched)
        while let found = held[end...].firstIndex(of: 0x0D) {
            end = found
            let candidate = held[found...].prefix(delimiter.count)
            guard candidate.elementsEqual(delimiter.prefix(candidate.count)) else {
                end = found + 1
                continue
            }
            try pass(held[start..<found], &pieces)
            // A part of a boundary perhaps: more bytes will tell.
            guard candidate.count == delimiter.count else { return keep(found, from: start) }
            try endPart(&pieces)
            place = .boundary
            return found + delimiter.count
        }
        try pass(held[start...], &pieces)
        return keep(held.count, from: start)
    }

    /// Goes on at an index with the next chunk; nil where that is where it already is.
    private mutating func keep(_ index: Int, from start: Int) -> Int? {
        searched = index
        return index == start ? nil : index
    }

    private mutating func pass(_ bytes: ArraySlice<UInt8>, _ pieces: inout [MultipartPiece]) throws(Refusal) {
        guard !bytes.isEmpty else { return }
        switch place {
        case .file:
            pieces.append(.bytes(Array(bytes)))
        case .field:
            try count(bytes.count)
            value += bytes
        case .preamble, .boundary, .header, .end:
            break
        }
    }

    private mutating func endPart(_ pieces: inout [MultipartPiece]) throws(Refusal) {
        switch place {
        case .file:
            pieces.append(.fileEnd)
        case .field(let name):
            guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else {
                throw .malformedMultipart("text in UTF-8 without NUL characters in every field")
            }
            pieces.append(.field(FormParameters.Parameter(name: name, value: text)))
            value = []
        case .preamble, .boundary, .header, .end:
            break
        }
    }

    /// Behind a boundary there is `--` and the end, or blanks and a line break.
    private mutating func readBoundary(from start: Int) throws(Refusal) -> Int? {
        let rest = held[start...]
        guard rest.count >= 2 else { return nil }
        if rest.starts(with: [0x2D, 0x2D]) {
            place = .end
            return held.count
        }
        let line = rest.drop { $0 == 0x20 || $0 == 0x09 }
        guard line.startIndex - start <= limits.maximumHeader else { throw .malformedMultipart("a line of a boundary") }
        guard line.count >= 2 else {
            guard line.isEmpty || line.first == 0x0D else { throw .malformedMultipart("a line of a boundary only") }
            return nil
        }
        guard line.starts(with: [0x0D, 0x0A]) else { throw .malformedMultipart("a line of a boundary only") }
        parts += 1
        guard parts <= limits.maximumParts else { throw .tooManyParts(limits) }
        place = .header
        // An empty header begins with the line break that ends it.
        searched = line.startIndex
        return line.startIndex
    }

    private mutating func readHeader(from start: Int, _ pieces: inout [MultipartPiece]) throws(Refusal) -> Int? {
        var index = max(start, searched)
        while index + 4 <= held.count {
            if held[index] == 0x0D, held[index..<(index + 4)].elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) {
                guard index - start <= limits.maximumHeader else { throw .tooLargeHeader(limits) }
                try begin(MultipartHeader(held[start..<index]), &pieces)
                searched = index + 4
                return index + 4
            }
            index += 1
        }
        guard held.count - start <= limits.maximumHeader + 4 else { throw .tooLargeHeader(limits) }
        searched = index
        return nil
    }

    private mutating func begin(_ header: MultipartHeader, _ pieces: inout [MultipartPiece]) throws(Refusal) {
        try count(header.name.utf8.count)
        guard header.fileName == nil else {
            place = .file
            return pieces.append(.file(MultipartPiece.File(field: header.name, title: header.title)))
        }
        place = .field(header.name)
        value = []
    }

    private mutating func count(_ bytes: Int) throws(Refusal) {
        fieldBytes += bytes
        guard fieldBytes <= limits.maximumFields else { throw .tooLarge("\(limits.maximumFields) bytes of fields") }
    }
}

extension Refusal {
    fileprivate static func tooManyParts(_ limits: MultipartLimits) -> Refusal {
        tooLarge("\(limits.maximumParts) parts")
    }

    fileprivate static func tooLargeHeader(_ limits: MultipartLimits) -> Refusal {
        tooLarge("\(limits.maximumHeader) bytes of a part's header")
    }

    fileprivate static func tooLarge(_ most: String) -> Refusal {
        Refusal(
            .contentTooLarge,
            "too_large",
            "multipart/form-data: expected at most \(most), found more",
            closesConnection: true
        )
    }
}
