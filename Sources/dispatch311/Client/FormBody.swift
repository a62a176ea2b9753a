/// A form as browsers send it (`application/x-www-form-urlencoded`).
struct FormBody: Sendable {
    /// The media type.
    static let contentType = "application/x-www-form-urlencoded"

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    /// The encoded fields.
    private(set) var bytes: [UInt8] = []

    /// Adds a field.
    mutating func add(_ name: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(0x26) }
        append(name)
        bytes.append(0x3D)
        append(value)
    }

    private mutating func append(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x2A: bytes.append(byte)
            case 0x20: bytes.append(0x2B)
            default:
                bytes.append(0x25)
                bytes.append(Self.hexadecimal[Int(byte >> 4)])
                bytes.append(Self.hexadecimal[Int(byte & 15)])
            }
        }
    }

    /// A text as a path or query component.
    static func component(_ text: String) -> String {
        var form = FormBody()
        form.append(text)
        return String(decoding: form.bytes, as: UTF8.self).split(separator: "+", omittingEmptySubsequences: false)
            .joined(separator: "%20")
    }
}
