/// Reads XML 1.0 strictly and bounded, for checking what others wrote.
///
/// There are no entities but the five and numbers, and a document type is refused with words: nothing a server sends
/// can make this reader fetch or grow anything. Comments and processing instructions are passed over; CDATA is text.
struct ElementReader {
    let bytes: [UInt8]
    var position = 0
    let limits: ReadLimits

    private var count = 0

    init(_ bytes: [UInt8], limits: ReadLimits = ReadLimits()) {
        self.bytes = Self.withPlainLineBreaks(bytes)
        self.limits = limits
    }

    /// The whole document.
    mutating func document() throws(ReadFault) -> ReadDocument {
        try checkCharacters()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let hasDeclaration = starts(with: "<?xml") && position + 5 < bytes.count && Self.isBlank(bytes[position + 5])
        let encoding = hasDeclaration ? try declaration() : nil
        try skipMiscellany()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "<") else { throw fault("an element") }
        let root = try element(depth: 0)
        try skipMiscellany()
        guard position == bytes.count else { throw fault("the end of the document") }
        return ReadDocument(hasDeclaration: hasDeclaration, encoding: encoding, root: root)
    }

    private mutating func element(depth: Int) throws(ReadFault) -> ReadElement {
        guard depth <= limits.depth else { throw fault("at most \(limits.depth) levels", found: "deeper nesting") }
        count += 1
        guard count <= limits.values else { throw fault("at most \(limits.values) elements", found: "more") }
        try expect("<")
        let name = try name()
        let attributes = try attributes(of: name)
        if skip("/>") { return ReadElement(name: name, attributes: attributes, children: [], text: "") }
        try expect(">")
        var children: [ReadElement] = []
        var text: [UInt8] = []
        while !skip("</") {
            guard position < bytes.count else { throw fault("the end of <\(name)>") }
            switch bytes[position] {
            case UInt8(ascii: "&"):
                try reference(into: &text)
            case UInt8(ascii: "<"):
                if skip("<![CDATA[") {
                    text += try piece(upTo: "]]>", of: "a CDATA section")
                } else if try !skipAside() {
                    children.append(try element(depth: depth + 1))
                }
            default:
                guard !starts(with: "]]>") else { throw fault("]]&gt; in a text", found: "]]> unescaped") }
                text.append(bytes[position])
                position += 1
            }
        }
        let end = try self.name()
        guard end == name else { throw fault("</\(name)>", found: "</\(end)>") }
        skipBlanks()
        try expect(">")
        return ReadElement(
            name: name,
            attributes: attributes,
            children: children,
            text: String(decoding: text, as: UTF8.self)
        )
    }

    private mutating func attributes(of name: String) throws(ReadFault) -> [ReadElement.Attribute] {
        var attributes: [ReadElement.Attribute] = []
        while true {
            let isApart = skipBlanks()
            if starts(with: ">") || starts(with: "/>") { return attributes }
            guard isApart else { throw fault("a blank, > or /> in <\(name)>") }
            guard attributes.count < limits.attributes else {
                throw fault("at most \(limits.attributes) attributes of <\(name)>", found: "more")
            }
            let attribute = try self.name()
            guard !attributes.contains(where: { $0.name == attribute }) else {
                throw fault("each attribute once", found: "“\(attribute)” a second time")
            }
            skipBlanks()
            try expect("=")
            skipBlanks()
            attributes.append(ReadElement.Attribute(name: attribute, value: try quoted()))
        }
    }
}
