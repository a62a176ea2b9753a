import CZlib

/// PNGs, made chunk by chunk.
enum PNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + bytes
        return big32(bytes.count) + body + big32(Int(crc32(0, body, UInt32(body.count))))
    }

    static func header(_ width: Int, _ height: Int, depth: UInt8 = 8, colour: UInt8 = 2) -> [UInt8] {
        signature + chunk("IHDR", big32(width) + big32(height) + [depth, colour, 0, 0, 0])
    }

    /// A picture of 8-bit pixels: three bytes each, or four with transparency.
    static func picture(
        _ width: Int,
        _ height: Int,
        transparency: Bool = false,
        _ pixel: (Int, Int) -> [UInt8]
    ) -> [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width { rows += pixel(x, y) }
        }
        return header(width, height, colour: transparency ? 6 : 2) + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
    }

    /// Colours that change over the picture, with some noise, so that a JPEG of it is no mere handful of bytes.
    static func colourful(_ width: Int, _ height: Int) -> [UInt8] {
        var seed: UInt32 = 7
        return picture(width, height) { x, y in
            seed = seed &* 1_664_525 &+ 1_013_904_223
            return [UInt8(x * 255 / width), UInt8(y * 255 / height), UInt8(seed >> 26)]
        }
    }

    /// A black one of any size in few bytes: the same compressed rows again and again.
    static func black(_ width: Int, _ height: Int, depth: UInt8 = 8, colour: UInt8 = 2) -> [UInt8] {
        let samples = colour == 6 ? 4 : 3
        let row = 1 + width * samples * Int(depth) / 8
        let blocks = stride(from: 0, to: height, by: 16).map { min(16, height - $0) * row }
        var made: [Int: [UInt8]] = [:]
        var body: [UInt8] = [0x78, 0x01]
        for count in blocks {
            let block = made[count] ?? rawDeflated([UInt8](repeating: 0, count: count))
            made[count] = block
            body += block
        }
        // An empty last block, and the checksum of so many zeros.
        body += [0x03, 0x00] + big32((row * height % 65_521) << 16 | 1)
        return header(width, height, depth: depth, colour: colour) + chunk("IDAT", body) + chunk("IEND", [])
    }

    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        guard compress2(&output, &length, bytes, UInt(bytes.count), 6) == Z_OK else { return [] }
        return Array(output.prefix(Int(length)))
    }

    /// Blocks that stand for themselves wherever they are put.
    private static func rawDeflated(_ bytes: [UInt8]) -> [UInt8] {
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count / 2 + 1024)
        var stream = z_stream()
        let version = ZLIB_VERSION
        deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, version, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        return input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                deflate(&stream, Z_FULL_FLUSH)
                return Array(target.prefix(target.count - Int(stream.avail_out)))
            }
        }
    }

    static func big32(_ number: Int) -> [UInt8] {
        [UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
    }
}
