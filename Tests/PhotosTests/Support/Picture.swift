import TestSupport

/// Pictures of the kinds that are taken, drawn by libvips from a PNG of ours.
enum Picture {
    /// `ending` names the kind and its options: `.jpg[Q=90]`.
    static func file(_ png: [UInt8], _ ending: String, in scratch: Scratch) async throws -> [UInt8] {
        let name = "made-\(UInt64.random(in: 0 ... .max))"
        let source = try scratch.put(png, name + ".png")
        try await Tool.run("vips", ["copy", source, "\(scratch.path)/\(name)-copy\(ending)"])
        return try scratch.get("\(name)-copy\(ending.prefix { $0 != "[" })")
    }

    static func jpeg(_ width: Int = 400, _ height: Int = 300, in scratch: Scratch) async throws -> [UInt8] {
        try await file(PNG.colourful(width, height), ".jpg[Q=90]", in: scratch)
    }

    /// The pixels of a picture, three bytes each, as libvips reads them.
    static func pixels(_ file: [UInt8], in scratch: Scratch) async throws -> [[UInt8]] {
        let name = "read-\(UInt64.random(in: 0 ... .max))"
        let source = try scratch.put(file, name + ".jpg")
        try await Tool.run("vips", ["rawsave", source, "\(scratch.path)/\(name).raw"])
        let bytes = try scratch.get("\(name).raw")
        return stride(from: 0, to: bytes.count, by: 3).map { Array(bytes[$0..<min($0 + 3, bytes.count)]) }
    }

    /// A JPEG with another segment behind its start.
    static func jpeg(_ file: [UInt8], with marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        let length = body.count + 2
        return [0xFF, 0xD8, 0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + body + file.dropFirst(2)
    }

    /// EXIF that says nothing but how the camera was held.
    static func exif(orientation: UInt8) -> [UInt8] {
        Array("Exif".utf8) + [0, 0] + Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]
            + [orientation, 0, 0, 0, 0, 0, 0]
    }
}
