/// Splits and decodes URL-encoded bytes, collecting what is wrong with them.
struct FormDecoder {
    /// A hostile form must not make an answer longer than itself.
    static let maximumFaults = 20

    let limits: FormLimits
    private var parameters: [FormParameters.Parameter] = []
    private var faults: [GeoReportError.Fault] = []
    private var decoded: [UInt8] = []

    init(limits: FormLimits) {
        self.limits = limits
    }

    mutating func decode(_ bytes: [UInt8]) throws(GeoReportError) -> [FormParameters.Parameter] {
        guard bytes.count <= limits.maximumBytes else {
            throw GeoReportError(
                .formTooLarge,
                "expected at most \(limits.maximumBytes) bytes of parameters, found \(bytes.count)"
            )
        }
        var number = 0
        var start = 0
        while start < bytes.count, faults.count < Self.maximumFaults {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            if end > start {
                number += 1
                guard number <= limits.maximumCount else {
                    fault(.formTooLarge, "expected at most \(limits.maximumCount) parameters, found more")
                    break
                }
                decode(bytes[start..<end], number: number)
            }
            start = end + 1
        }
        if let error = GeoReportError(faults) { throw error }
        return parameters
    }

    private mutating func decode(_ pair: ArraySlice<UInt8>, number: Int) {
        let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
        let rawName = pair[..<equals]
        guard rawName.count <= limits.maximumNameBytes else {
            fault(
                .formTooLarge,
                "parameter \(number): expected a name of at most \(limits.maximumNameBytes) bytes, found \(rawName.count)"
            )
            return
        }
        guard let name = text(rawName, where: "the name of parameter \(number)"),
            let value = text(pair[equals...].dropFirst(), where: name.isEmpty ? "parameter \(number)" : name)
        else { return }
        parameters.append(FormParameters.Parameter(name: name, value: value))
    }

    /// Decodes one name or value; nil after saying what is wrong with it.
    private mutating func text(_ raw: ArraySlice<UInt8>, where place: String) -> String? {
        decoded.removeAll(keepingCapacity: true)
        decoded.reserveCapacity(raw.count)
        var isASCII = true
        var index = raw.startIndex
        while index < raw.endIndex {
            var byte = raw[index]
            index += 1
            if byte == UInt8(ascii: "+") {
                byte = UInt8(ascii: " ")
            } else if byte == UInt8(ascii: "%") {
                guard index + 1 < raw.endIndex, let high = Self.digit(raw[index]), let low = Self.digit(raw[index + 1])
                else {
                    let found = String(decoding: raw[(index - 1)...].prefix(3), as: UTF8.self)
                    fault(
                        .formMalformed,
                        "\(Quotation.bare(place)): expected two hexadecimal digits after %, found \(Quotation(found))"
                    )
                    return nil
                }
                byte = high << 4 | low
                index += 2
            }
            guard byte != 0 else {
                fault(.formMalformed, "\(Quotation.bare(place)): expected text, found a NUL character")
                return nil
            }
            isASCII = isASCII && byte < 0x80
            decoded.append(byte)
        }
        // The check of other text costs more than everything above.
        if isASCII { return String(decoding: decoded, as: UTF8.self) }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            fault(.formMalformed, "\(Quotation.bare(place)): expected text in UTF-8, found bytes that are not")
            return nil
        }
        return text
    }

    private mutating func fault(_ code: GeoReportError.Code, _ description: String) {
        faults.append(GeoReportError.Fault(code, description))
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
