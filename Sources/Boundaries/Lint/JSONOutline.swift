import Foundation

/// Where the parts of a GeoJSON file lie in its bytes, and what a decoder does not tell of them.
///
/// `JSONCheck` has looked through the bytes before, so what comes here is JSON and not too deep.
struct JSONOutline {
    /// A member of an object.
    struct Member {
        let name: String
        /// From the quote before the name to the end of the value.
        let whole: Range<Int>
        let value: Range<Int>
    }

    /// An element of `features`.
    struct Feature {
        let range: Range<Int>
        let members: [Member]
        /// Names that an object in it has twice.
        let repeated: [String]
        /// Positions with more than two numbers.
        let elevated: Int

        /// The value of a member, the first of that name, as `JSONDecoder` takes it.
        func value(_ name: String) -> Range<Int>? { members.first { $0.name == name }?.value }
    }

    /// The file's own members.
    let members: [Member]
    let features: [Feature]
    /// Names that an object outside `features` has twice.
    let repeated: [String]

    /// Looks through bytes that `JSONCheck` has passed.
    init(_ bytes: [UInt8]) {
        var scanner = OutlineScanner(bytes)
        guard scanner.startsObject else {
            (members, features, repeated) = ([], [], [])
            return
        }
        members = scanner.object()
        repeated = scanner.takeRepeated()
        guard let list = members.first(where: { $0.name == "features" })?.value,
            bytes[list.lowerBound] == UInt8(ascii: "[")
        else {
            features = []
            return
        }
        features = scanner.elements(in: list).map { range in scanner.feature(in: range) }
    }
}
