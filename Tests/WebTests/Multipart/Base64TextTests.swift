import Foundation
import Testing

@testable import Web

@Suite struct Base64TextTests {
    private static func read(_ text: String, by step: Int) -> [UInt8]? {
        var reader = Base64Text()
        var bytes: [UInt8] = []
        let characters = Array(text.utf8)
        for start in stride(from: 0, to: characters.count, by: step) {
            bytes += reader.take(characters[start..<min(start + step, characters.count)])
        }
        return reader.finish() == nil ? bytes : nil
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `what Foundation writes is read in pieces of any size`(step: Int) {
        var bytes: [UInt8] = []
        for count in 0..<80 {
            let text = Data(bytes).base64EncodedString()
            let blanks = text.replacing("+", with: " ")
            let other = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            for written in [text, blanks, other, "data:image/png;base64,\(text)", "\(text)\r\n", "\n\(text)"] {
                #expect(Self.read(written, by: step) == bytes, "\(written)")
            }
            bytes.append(UInt8(truncatingIfNeeded: 251 &* (count + 1)))
        }
    }

    @Test(arguments: [
        "A", "AAAAA", "AA=A", "http://example.org/a.jpg", "dat", "data:image/png", "AB%C", "Ä", "da:AAAA",
    ])
    func `anything else is broken`(text: String) {
        for step in [1, 3, 100] { #expect(Self.read(text, by: step) == nil, "\(text)") }
    }
}
