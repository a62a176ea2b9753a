/// Writes JSON the same way every time: the caller gives keys in order, numbers have a fixed form, no locale, no
/// blanks.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// What has been written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A value in the list or, after `key`, of the entry that is open.
    mutating func string(_ value: String) {
        separate()
        quote(value)
        needsComma = true
    }

    mutating func integer(_ value: Int) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    /// Metres to a tenth.
    mutating func metres(_ value: Double) {
        separate()
        let tenths = value.isFinite ? Int((min(max(value, 0), 1e9) * 10).rounded()) : 0
        bytes.append(contentsOf: "\(tenths / 10).\(tenths % 10)".utf8)
        needsComma = true
    }

    /// Degrees in the fewest digits that read back as the same number.
    mutating func degrees(_ value: Double) {
        separate()
        bytes.append(contentsOf: "\(value)".utf8)
        needsComma = true
    }

    /// The key of the next value.
    mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// The key of the next value, one of ours, in which nothing needs escaping.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    @inline(__always)
    mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest("{", body, "}")
    }

    @inline(__always)
    mutating func array(_ body: (inout JSONWriter) -> Void) {
        nest("[", body, "]")
    }

    /// A map of texts, its keys in order.
    mutating func strings(_ values: [String: String]) {
        object { writer in
            for key in values.keys.sorted() {
                writer.key(key)
                writer.string(values[key] ?? "")
            }
        }
    }

    @inline(__always)
    private mutating func nest(_ open: Unicode.Scalar, _ body: (inout JSONWriter) -> Void, _ close: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // As one piece of memory: copied whole where nothing needs escaping, which is nearly always.
        var text = text
        text.withUTF8 { text in
            let needsEscape = text.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
            if needsEscape { escape(text) } else { bytes.append(contentsOf: text) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default:
                bytes.append(byte)
            }
        }
    }
}
