/// Reads a picture's header from pieces of any size, as they come, and keeps less than 64 bytes of them.
///
/// It is the first of two gates and no decoder: what it lets pass may still be broken, which the program that draws the
/// picture finds; what it refuses no program sees.
struct PictureHeaderReader {
    /// What was learnt by the bytes so far.
    enum Step: Hashable {
        /// Nothing yet; so many bytes from the first one held are needed for more.
        case more(Int)
        /// So many bytes hold nothing that matters.
        case pass(Int)
        case header(PictureSize)
        /// What was expected and what was found.
        case broken(String)
    }

    /// What the file is; nil until `PhotoKind.telling` bytes came.
    private(set) var kind: PhotoKind?
    /// The header; nil until it was seen.
    private(set) var header: PictureHeader?
    private var held: [UInt8] = []
    private var isStarted = false
    /// How many of the coming bytes hold nothing that matters.
    private var passing = 0

    init() {}

    /// Takes the next bytes of the file; throws where they show that it is no picture that can be taken.
    mutating func take(_ bytes: [UInt8]) throws(PhotoError) {
        guard header == nil else { return }
        let passed = min(passing, bytes.count)
        passing -= passed
        guard passed < bytes.count else { return }
        held += bytes[passed...]
        if kind == nil {
            guard held.count >= PhotoKind.telling else { return }
            try tell()
        }
        try read()
    }

    /// Tells the kind of a file that has ended before `PhotoKind.telling` bytes.
    mutating func tell() throws(PhotoError) {
        let found = PhotoKind(firstBytes: held)
        kind = found
        guard found.isPhoto else { throw .kind(found, as: .photo) }
    }

    private mutating func read() throws(PhotoError) {
        guard let kind else { return }
        var start = 0
        reading: while true {
            switch step(kind, held[start...]) {
            case .more:
                break reading
            case .pass(let count):
                isStarted = true
                guard start + count <= held.count else {
                    passing = start + count - held.count
                    start = held.count
                    break reading
                }
                start += count
            case .header(let size):
                guard size.width > 0, size.height > 0 else {
                    throw .broken("\(kind.words): expected a width and a height, found \(size)")
                }
                header = PictureHeader(kind: kind, size: size)
                held = []
                return
            case .broken(let problem):
                throw .broken("\(kind.words): \(problem)")
            }
        }
        held.removeFirst(start)
    }

    private func step(_ kind: PhotoKind, _ bytes: ArraySlice<UInt8>) -> Step {
        switch kind {
        case .jpeg: JPEGHeader.step(bytes, isStart: !isStarted)
        case .png: PNGHeader.step(bytes)
        case .webp: WebPHeader.step(bytes)
        case .pdf, .gif, .heif, .tiff, .bmp, .zip, .markup, .unknown: .broken("expected a picture")
        }
    }
}

extension ArraySlice<UInt8> {
    /// The byte so far behind the first one.
    func byte(_ offset: Int) -> Int { Int(self[startIndex + offset]) }

    /// Two bytes, the high one first.
    func big16(_ offset: Int) -> Int { byte(offset) << 8 | byte(offset + 1) }

    /// Four bytes, the highest first.
    func big32(_ offset: Int) -> Int { big16(offset) << 16 | big16(offset + 2) }

    /// Two bytes, the low one first.
    func little16(_ offset: Int) -> Int { byte(offset + 1) << 8 | byte(offset) }

    /// Three bytes, the lowest first.
    func little24(_ offset: Int) -> Int { byte(offset + 2) << 16 | little16(offset) }

    /// Whether these bytes are there.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        dropFirst(offset).starts(with: text.withUTF8Buffer { Array($0) })
    }
}
