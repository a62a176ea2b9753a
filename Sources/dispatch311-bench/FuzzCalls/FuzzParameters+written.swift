extension FuzzParameters {
    /// As a URL-encoded form.
    var encoded: [UInt8] {
        Array(
            parameters.map { Self.percent($0.name) + [UInt8(ascii: "=")] + Self.percent($0.value) }
                .joined(separator: [UInt8(ascii: "&")])
        )
    }

    /// As a query, as long as heads may be.
    var query: String { String(decoding: encoded.prefix(12_000), as: UTF8.self) }

    /// As the parts of `multipart/form-data`, some of them files.
    func multipart(_ boundary: String, _ dice: inout ChaosDice) -> [UInt8] {
        var body: [UInt8] = []
        for parameter in parameters {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"".utf8) + parameter.name
            body += Array(dice.falls(10) ? "\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg".utf8 : "\"".utf8)
            body += Array("\r\n\r\n".utf8) + parameter.value + Array("\r\n".utf8)
        }
        // An end that never comes, now and then.
        return dice.falls(90) ? body + Array("--\(boundary)--\r\n".utf8) : body
    }

    /// As an object of JSON, which GeoReport does not take.
    var json: [UInt8] {
        let members = parameters.map { Self.quoted($0.name) + [UInt8(ascii: ":")] + Self.quoted($0.value) }
        return [UInt8(ascii: "{")] + Array(members.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "}")]
    }

    /// As a document of XML, which it does not take either.
    var xml: [UInt8] {
        let start = #"<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><request>"#
        let elements = parameters.map { parameter in
            Array("<p n=\"".utf8) + parameter.name + Array("\">&b;".utf8) + parameter.value + Array("</p>".utf8)
        }
        return Array(start.utf8) + Array(elements.joined()) + Array("</request>".utf8)
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        let mark = UInt8(ascii: "\"")
        return [mark] + bytes.flatMap { $0 == mark ? Array("\\\"".utf8) : [$0] } + [mark]
    }

    private static func percent(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
