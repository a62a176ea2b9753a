import Foundation

/// JSON as far as GeoJSON needs it; that the bytes are JSON has been checked before, so nothing here says what is not.
extension SheetScanner {
    mutating func skipByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    /// Goes through an object's members, each of which `body` has to pass over; false, passing over it, for any
    /// other value.
    mutating func members(_ body: (inout SheetScanner, String) throws(Fault) -> Void) throws(Fault) -> Bool {
        guard peek() == UInt8(ascii: "{") else {
            skip()
            return false
        }
        offset += 1
        while peek() != UInt8(ascii: "}") {
            if bytes[offset] == UInt8(ascii: ",") { offset += 1 }
            let name = text() ?? ""
            if peek() == UInt8(ascii: ":") { offset += 1 }
            try body(&self, name)
        }
        offset += 1
        return true
    }

    /// Goes through an array's elements, each of which `body` has to pass over.
    mutating func elements(_ body: (inout SheetScanner) throws(Fault) -> Void) throws(Fault) {
        guard peek() == UInt8(ascii: "[") else {
            let message = "expected arrays nested as the geometry's type says, found another value"
            throw Fault(kind: .malformedCoordinates, message: message)
        }
        offset += 1
        while peek() != UInt8(ascii: "]") {
            if bytes[offset] == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            try body(&self)
        }
        offset += 1
    }

    /// A text; nil, passing over it, for any other value.
    mutating func text() -> String? {
        guard peek() == UInt8(ascii: "\"") else {
            skip()
            return nil
        }
        let start = offset
        skip()
        let inner = bytes[(start + 1)..<(offset - 1)]
        guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
        return try? JSONDecoder().decode(String.self, from: Data(bytes[start..<offset]))
    }

    /// A number; a decimal of up to 18 digits is exact to the last bit or the one before it.
    mutating func number() throws(Fault) -> Double {
        let first = peek()
        let isNegative = first == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        guard isNegative || isDigit(first) else {
            let message = "expected numbers in a position, found another value"
            throw Fault(kind: .malformedCoordinates, message: message)
        }
        let start = offset
        var digits = 0.0
        var scale = 1.0
        while isDigit(bytes[offset]) {
            digits = digits * 10 + Double(bytes[offset] - 0x30)
            offset += 1
        }
        if bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            while isDigit(bytes[offset]) {
                digits = digits * 10 + Double(bytes[offset] - 0x30)
                scale *= 10
                offset += 1
            }
        }
        if bytes[offset] | 0x20 == UInt8(ascii: "e") || offset - start > 18 {
            while Self.continuesNumber(bytes[offset]) { offset += 1 }
            let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)) ?? .infinity
            return isNegative ? -number : number
        }
        return (isNegative ? -digits : digits) / scale
    }

    /// Passes over a value; gives where it began.
    @discardableResult
    mutating func skip() -> Int {
        let first = peek()
        let start = offset
        switch first {
        case UInt8(ascii: "\""):
            offset += 1
            while bytes[offset] != UInt8(ascii: "\"") { offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1 }
            offset += 1
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            offset += 1
            while peek() != first + 2 {
                // A comma or a colon is passed over like a value of its own.
                skip()
            }
            offset += 1
        case UInt8(ascii: ","), UInt8(ascii: ":"):
            offset += 1
        default:
            while offset < bytes.count, Self.continuesNumber(bytes[offset]) || isLetter(bytes[offset]) { offset += 1 }
        }
        return start
    }

    /// The next byte that is no blank, which is where the offset is then; 0 at the end.
    private mutating func peek() -> UInt8 {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return bytes[offset]
            }
        }
        return 0
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func continuesNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }
}
