/// What XML calls things that have another name in JSON, or none.
enum ElementNames {
    /// The element of one item, by the element of its list (GeoReport v2's examples; `groups` and updates as FixMyStreet has them,
    /// `notes` and `media_urls` as Chicago and CitySDK have them).
    private static let items = [
        "all": "condition",
        "any": "condition",
        "attributes": "attribute",
        "endpoints": "endpoint",
        "errors": "error",
        "formats": "format",
        "groups": "group",
        "keys": "key",
        "legs": "leg",
        "media_urls": "media_url",
        "notes": "note",
        "service_request_updates": "request_update",
        "service_requests": "request",
        "services": "service",
        "values": "value",
    ]

    /// The element of each item of a list; `item` for a list the specification does not have.
    static func item(of list: String) -> String { items[list] ?? "item" }

    /// A member's name as an element's: what a name cannot hold becomes `_`.
    ///
    /// All names the specification has are element names as they are. Only ASCII letters, digits, `_`, `-` and `.`
    /// are kept, which is less than XML allows; a colon would mean a namespace, and there are none.
    static func element(_ name: String) -> String {
        let isFine = name.utf8.allSatisfy(isNameByte)
        if isFine, let first = name.utf8.first, isNameStart(first) { return name }
        let bytes = name.unicodeScalars.map { scalar in
            scalar.isASCII && isNameByte(UInt8(scalar.value)) ? UInt8(scalar.value) : UInt8(ascii: "_")
        }
        let start = bytes.first.map(isNameStart) == true ? "" : "_"
        return start + String(decoding: bytes, as: UTF8.self)
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isNameStart(byte)
        }
    }
}
