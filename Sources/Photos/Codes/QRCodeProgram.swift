import Glibc

/// `qrencode`, which makes QR codes in a child process of its own.
public struct QRCodeProgram: Sendable, Hashable {
    /// The longest text it is given, in bytes.
    public static let longest = 1000

    private static let limits = ProgramLimits(
        memory: 256 << 20,
        processorSeconds: 5,
        openFiles: 16,
        time: .seconds(10),
        output: 128 << 10
    )

    /// A name on the PATH, or a path.
    public let name: String

    /// Names the program; nothing is run.
    public init(name: String = "qrencode") {
        self.name = name
    }

    /// The code of a text of at most `longest` bytes, read also where a seventh of it is damaged.
    ///
    /// The text may hold a secret. It goes by a pipe, because everybody on the machine can read what stands on a command
    /// line.
    public func code(of text: String) async throws(PhotoError) -> QRCode {
        let bytes = Array(text.utf8)
        guard (1...Self.longest).contains(bytes.count) else {
            throw .broken("\(name): expected 1 to \(Self.longest) bytes, found \(bytes.count)")
        }
        let pipe = try Self.pipe(holding: bytes)
        defer { close(pipe) }
        let program = LimitedProgram(
            name: name,
            // Two signs a module, a line a row, no margin; error correction M.
            arguments: ["-t", "ASCII", "-l", "M", "-m", "0", "-o", "-"],
            limits: Self.limits
        )
        switch await program.run(input: pipe) {
        case .output(let bytes):
            guard let code = Self.code(printed: bytes) else {
                throw .broken("\(name): expected a square of ## and blanks, found \(bytes.count) other bytes")
            }
            return code
        case .failed(let detail): throw .broken(detail)
        case .exhausted(let detail): throw .exhausting(detail)
        case .unusable(let detail): throw .programUnusable(detail)
        case .stopped: throw .interrupted
        }
    }

    private static func code(printed bytes: [UInt8]) -> QRCode? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let rows = lines.map { line in stride(from: line.startIndex, to: line.endIndex, by: 2).map { line[$0] } }
        guard rows.joined().allSatisfy({ $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: " ") }) else { return nil }
        return QRCode(rows: rows.map { row in row.map { $0 == UInt8(ascii: "#") } })
    }

    /// The end of a pipe from which some bytes are read; they are few enough to lie in it whole.
    private static func pipe(holding bytes: [UInt8]) throws(PhotoError) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .programUnusable("expected a pipe, found error \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let written = write(ends[1], bytes, bytes.count)
        close(ends[1])
        guard written == bytes.count else {
            close(ends[0])
            throw .programUnusable("expected \(bytes.count) bytes to fit a pipe, found \(written)")
        }
        return ends[0]
    }
}
