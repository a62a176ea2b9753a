import ServiceRequests
import Testing

@Suite struct IDCipherTests {
    static let key: [UInt8] = Array(1...16)
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let cipher = ServiceRequest.IDCipher(key: IDCipherTests.key)

    /// Numbers from all over the range, the ends among them.
    static let numbers: [Int64] =
        [0, 1, 2, 1 << 20 - 1, 1 << 20, 1 << 39, ServiceRequest.IDCipher.maximumNumber]
        + (0..<3000).map { ($0 * 366_503_875_931) % (1 << 40) }

    @Test func `every number comes back from its id and no two share one`() throws {
        var seen: Set<String> = []
        for number in Set(Self.numbers).union((0..<3000).map { Int64($0) }) {
            let id = try #require(cipher.id(for: number))
            #expect(id.text.count == 9)
            #expect(id.text.allSatisfy(Self.alphabet.contains))
            #expect(seen.insert(id.text).inserted)
            #expect(cipher.number(for: id) == number)
            #expect(cipher.number(for: id.text) == number)
        }
    }

    @Test(arguments: [-1, ServiceRequest.IDCipher.maximumNumber + 1, Int64.max, Int64.min])
    func `a number out of range has no id`(number: Int64) {
        #expect(cipher.id(for: number) == nil)
    }

    @Test func `every single wrong character is noticed`() throws {
        for number in Self.numbers.prefix(60) {
            let text = Array(try #require(cipher.id(for: number)).text)
            for place in text.indices {
                for other in Self.alphabet where other != text[place] {
                    var wrong = text
                    wrong[place] = other
                    #expect(cipher.number(for: String(wrong)) == nil)
                }
            }
        }
    }

    @Test func `every swap of two characters is noticed, neighbours or not`() throws {
        for number in Self.numbers.prefix(600) {
            let text = Array(try #require(cipher.id(for: number)).text)
            for one in text.indices {
                for other in text.indices where other > one && text[one] != text[other] {
                    var wrong = text
                    wrong.swapAt(one, other)
                    #expect(cipher.number(for: String(wrong)) == nil)
                }
            }
        }
    }

    @Test func `an id is read the way people write it down`() throws {
        // A number whose id has a 0 and a 1 in it.
        let number = try #require((0..<500).map { Int64($0) }.first { cipher.id(for: $0)?.text.contains("0") == true })
        let id = try #require(cipher.id(for: number))
        #expect(id.grouped == "\(id.text.prefix(4))-\(id.text.dropFirst(4).prefix(4))-\(id.text.suffix(1))")
        #expect(cipher.number(for: id.grouped) == number)
        #expect(cipher.number(for: " \(id.grouped.lowercased()) ") == number)
        #expect(cipher.number(for: id.text.replacing("0", with: "O")) == number)
        #expect(cipher.number(for: id.text.replacing("0", with: "o")) == number)
        for number in 0..<200 {
            let text = try #require(cipher.id(for: Int64(number))).text
            #expect(cipher.number(for: text.replacing("1", with: "I")) == Int64(number))
            #expect(cipher.number(for: text.replacing("1", with: "l")) == Int64(number))
        }
    }

    @Test(arguments: ["", "0", "00000000", "0000000000", "00000000U", "0000000é0", "000000000\u{0}", "ſ00000000"])
    func `what is no id has no number`(text: String) {
        #expect(cipher.number(for: text) == nil)
    }

    @Test func `another key gives other ids`() {
        let other = ServiceRequest.IDCipher(key: Array(2...17))
        let same = (0..<1000).filter { cipher.id(for: $0)?.text == other.id(for: $0)?.text }
        #expect(same.isEmpty)
    }

    @Test func `ids of neighbouring numbers look unrelated`() throws {
        let ids = try (0..<1000).map { Array(try #require(cipher.id(for: $0)).text) }
        // Two random ids agree in 8/32 places on average; a run of 1000 neighbours must not agree in more than half.
        let agreements = zip(ids, ids.dropFirst()).map { one, other in zip(one, other).filter { $0 == $1 }.count }
        #expect(agreements.reduce(0, +) < 1000 / 2)
    }

    @Test func `ids never change`() {
        // Links that residents hold depend on these: a change of the permutation is a breach.
        #expect((0..<3).map { cipher.id(for: $0)?.text } == IDCipherTests.pinned)
    }

    static let pinned: [String?] = ["CN3PVXRXA", "Z35QBKVNH", "3NC9WZ9EC"]
}
