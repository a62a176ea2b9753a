/// Reads one document, scalar by scalar.
struct XMLReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ document: String) {
        // A parser makes one line feed of CR LF and of CR alone (XML 1.0, 2.11).
        var scalars: [Unicode.Scalar] = []
        var isAfterReturn = false
        for scalar in document.unicodeScalars {
            if !(isAfterReturn && scalar == "\n") { scalars.append(scalar == "\r" ? "\n" : scalar) }
            isAfterReturn = scalar == "\r"
        }
        self.scalars = scalars
    }

    mutating func document() throws(XMLFault) -> XMLElement {
        try expect(#"<?xml version="1.0" encoding="utf-8"?>"# + "\n")
        let root = try element()
        guard position == scalars.count else { throw fault("the end of the document") }
        return root
    }

    private mutating func element() throws(XMLFault) -> XMLElement {
        try expect("<")
        let name = try name()
        if skip("/>") { return XMLElement(name: name, children: [], text: "") }
        try expect(">")
        var children: [XMLElement] = []
        var text = String.UnicodeScalarView()
        while !skip("</") {
            guard position < scalars.count else { throw fault("the end of <\(name)>") }
            if scalars[position] == "<" {
                children.append(try element())
            } else {
                text.append(try character())
            }
        }
        let end = try self.name()
        try expect(">")
        guard end == name else { throw fault("</\(name)>, found </\(end)>") }
        guard children.isEmpty || text.isEmpty else { throw fault("elements or a text in <\(name)>, found both") }
        return XMLElement(name: name, children: children, text: String(text))
    }

    private mutating func name() throws(XMLFault) -> String {
        let start = position
        while position < scalars.count, scalars[position].isASCII, Self.nameScalars.contains(scalars[position]) {
            position += 1
        }
        guard position > start, !("0"..."9").contains(scalars[start]) else { throw fault("a name") }
        return String(String.UnicodeScalarView(scalars[start..<position]))
    }

    private static let nameScalars = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".unicodeScalars
    )

    private mutating func character() throws(XMLFault) -> Unicode.Scalar {
        let scalar = scalars[position]
        guard scalar != "&" else { return try reference() }
        guard !starts(with: "]]>") else { throw fault("]]&gt;, found it unescaped") }
        guard scalar.isXML else { throw fault("a character of XML, found U+\(String(scalar.value, radix: 16))") }
        position += 1
        return scalar
    }

    private mutating func reference() throws(XMLFault) -> Unicode.Scalar {
        let named: [(String, Unicode.Scalar)] = [
            ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
        ]
        for (reference, scalar) in named where skip(reference) { return scalar }
        guard skip("&#") else { throw fault("one of the five entities or a number after &") }
        let radix = skip("x") ? 16 : 10
        var digits = ""
        while position < scalars.count, scalars[position] != ";" {
            digits.unicodeScalars.append(scalars[position])
            position += 1
        }
        try expect(";")
        guard let value = UInt32(digits, radix: radix), let scalar = Unicode.Scalar(value), scalar.isXML else {
            throw fault("the number of a character of XML, found \(digits)")
        }
        return scalar
    }

    private func starts(with text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

    private mutating func skip(_ text: String) -> Bool {
        guard starts(with: text) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    private mutating func expect(_ text: String) throws(XMLFault) {
        guard skip(text) else { throw fault(text) }
    }

    private func fault(_ expected: String) -> XMLFault {
        let around = String(String.UnicodeScalarView(scalars[max(0, position - 30)...].prefix(60)))
        return XMLFault(description: "character \(position): expected \(expected), near \(around.debugDescription)")
    }
}

extension Unicode.Scalar {
    /// Whether XML 1.0 has it: its production Char.
    var isXML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
