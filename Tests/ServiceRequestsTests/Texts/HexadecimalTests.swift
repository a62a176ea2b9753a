import ServiceRequests
import Testing

@Suite struct HexadecimalTests {
    @Test func `every byte is two small digits, and read again`() {
        let all = Array(UInt8.min ... .max)
        #expect(all.hexadecimal.count == 512)
        #expect(all.hexadecimal.hasPrefix("000102") && all.hexadecimal.hasSuffix("fdfeff"))
        #expect([UInt8](hexadecimal: all.hexadecimal) == all)
        #expect([UInt8](hexadecimal: all.hexadecimal.uppercased()) == all)
        #expect([UInt8](hexadecimal: "") == [])
        #expect([UInt8](hexadecimal: "t=0aFF".dropFirst(2)) == [10, 255])
    }

    // The last are two digits of full width, and a digit with a combining mark.
    @Test(arguments: ["0", "0g", "0x", " 00", "00\n", "+1", "\u{FF11}\u{FF12}", "00\u{301}"])
    func `anything else is not read`(text: String) {
        #expect([UInt8](hexadecimal: text) == nil)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 16, 32])
    func `random bytes are as many as asked for`(count: Int) {
        #expect([UInt8].random(count: count).count == count)
    }

    @Test func `every place of random bytes takes many values`() {
        let drawn = (0..<200).map { _ in [UInt8].random(count: 16) }
        for place in 0..<16 { #expect(Set(drawn.map { $0[place] }).count > 50) }
        #expect(Set(drawn).count == 200)
    }
}
