import Glibc

/// libvips' `vipsthumbnail`, which draws a picture anew in a child process of its own.
///
/// What comes out is a JPEG in sRGB, turned the way the camera said, on white where the picture was transparent, with
/// nothing but pixels in it. It reads from a descriptor and prints, so that it needs no right to any folder.
public struct PictureProgram: Sendable, Hashable {
    /// A name on the PATH, or a path.
    public let name: String

    /// Names the program; nothing is run.
    public init(name: String = "vipsthumbnail") {
        self.name = name
    }

    /// Whether there is such a program; nothing is run.
    public var isInstalled: Bool {
        let places = name.contains("/") ? [name] : LimitedProgram.folders.map { "\($0)/\(name)" }
        return places.contains { access($0, X_OK) == 0 }
    }

    /// The version it says it is; nil where it is not installed or does not start.
    public func version() async -> String? {
        let program = LimitedProgram(name: name, arguments: ["--vips-version"], limits: ProgramLimits())
        guard case .output(let bytes) = await program.run() else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
    }

    /// Draws the picture in a file so that no side is longer than `side`; never makes one larger.
    ///
    /// The file must stand at its beginning.
    func draw(
        _ file: borrowing OpenFile,
        side: Int,
        limits: ProgramLimits
    ) async throws(PhotoError) -> [UInt8] {
        let arguments = [
            // A picture that ends too early would otherwise be drawn with a grey rest.
            "stdin[fail_on=truncated]", "--size", "\(side)x\(side)>", "--export-profile", "srgb",
            // "strip" is what libvips 8.14 calls it; later ones know it still.
            "-o", ".jpg[Q=82,strip,background=255,optimize_coding]",
        ]
        let environment = [
            // Only the readers that are fuzzed upstream: neither SVG, PDF, ImageMagick's hundred formats nor scripts.
            "VIPS_BLOCK_UNTRUSTED": "1",
            "VIPS_CONCURRENCY": "1",
            // No machine code made at run time, which would want a file besides. It costs a second for 64 megapixels.
            "VIPS_NOVECTOR": "1",
            "G_SLICE": "always-malloc",
        ]
        let program = LimitedProgram(name: name, arguments: arguments, environment: environment, limits: limits)
        switch await program.run(input: file.descriptor) {
        case .output(let bytes): return bytes
        case .failed(let detail) where Self.isOutOfMemory(detail): throw .exhausting(detail)
        case .failed(let detail): throw .broken(detail)
        case .exhausted(let detail): throw .exhausting(detail)
        case .unusable(let detail): throw .programUnusable(detail)
        case .stopped: throw .interrupted
        }
    }

    /// Whether libvips or GLib said so.
    private static func isOutOfMemory(_ said: String) -> Bool {
        said.contains("out of memory") || said.contains("failed to allocate")
    }
}
