import GeoReport
import HTTPTypes
import Testing

@testable import Web

@Suite struct MultipartReaderTests {
    /// What a body consists of, a file's bytes together.
    private func read(
        _ bytes: [UInt8],
        boundary: String = MultipartForm().boundary,
        piece: Int = .max,
        limits: MultipartLimits = MultipartLimits()
    ) throws -> [MultipartPiece] {
        let found = try #require(MultipartBoundary(contentType: "multipart/form-data; boundary=\"\(boundary)\""))
        var reader = MultipartReader(found, limits: limits)
        var pieces: [MultipartPiece] = []
        var start = 0
        while start < bytes.count {
            let end = piece < bytes.count - start ? start + piece : bytes.count
            for piece in try reader.take(bytes[start..<end]) {
                if case .bytes(let more) = piece, case .bytes(let held)? = pieces.last {
                    pieces[pieces.count - 1] = .bytes(held + more)
                } else {
                    pieces.append(piece)
                }
            }
            start = end
        }
        try reader.finish()
        return pieces
    }

    private func refusal(_ bytes: [UInt8], limits: MultipartLimits = MultipartLimits()) -> Refusal? {
        #expect(throws: Refusal.self) { try read(bytes, limits: limits) }
    }

    private func field(_ name: String, _ value: String) -> MultipartPiece {
        .field(FormParameters.Parameter(name: name, value: value))
    }

    /// What looks like boundaries and is none, in every field and file.
    private static let tricky: [String] = [
        "", "\r", "\n", "\r\n", "\r\n\r\n", "\r\n-", "\r\n--", "\r\r\n--", "--abc", "--abc--", "\n--abc\r\n",
        "\r\n--ab",
        "\r\n--ab\r\n--ab", "x\r", "x\r\n", "\r\n--xabc", "ünï\u{1F6B2}",
    ]

    @Test(arguments: [1, 2, 3, 5, 8, 13, 64, 1000, Int.max])
    func `fields and files are the same whatever the chunks`(piece: Int) throws {
        var form = MultipartForm(boundary: "abc")
        var expected: [MultipartPiece] = []
        for (number, text) in Self.tricky.enumerated() {
            form.field("field\(number)", text.utf8)
            expected.append(field("field\(number)", text))
            form.file("file\(number)", "a.jpg", text.utf8)
            expected.append(.file(MultipartPiece.File(field: "file\(number)", title: "a.jpg")))
            if !text.isEmpty { expected.append(.bytes(Array(text.utf8))) }
            expected.append(.fileEnd)
        }
        #expect(try read(form.whole, boundary: "abc", piece: piece) == expected)
        let wrapped = Array("a preamble\r\n--ab\r\n".utf8) + form.whole + Array("\r\n--abc\r\nan epilogue".utf8)
        #expect(try read(wrapped, boundary: "abc", piece: piece) == expected)
    }

    @Test func `bytes of every value pass unchanged`() throws {
        var generator = SystemRandomNumberGenerator()
        let common: [UInt8] = [0x0D, 0x0A, 0x2D, 0x2D]
        let content = (0..<20_000).map { _ in
            let byte = UInt8.random(in: 0...255, using: &generator)
            return Bool.random(using: &generator) ? byte : common[Int(byte & 3)]
        }
        var form = MultipartForm()
        form.file("photo", "a.jpg", content)
        for piece in [1, 4096, 65_536] {
            #expect(try read(form.whole, piece: piece).contains(.bytes(content)))
        }
    }

    @Test func `blanks may follow a boundary, and a last line break may be missing`() throws {
        let head = "Content-Disposition: form-data; name=a\r\n\r\n"
        #expect(try read(Array("--abc \t\r\n\(head)1\r\n--abc--".utf8), boundary: "abc", piece: 1) == [field("a", "1")])
        #expect(try read(Array("--abc--".utf8), boundary: "abc") == [])
    }

    @Test func `a body that ends anywhere before its last boundary is refused`() throws {
        var form = MultipartForm(boundary: "abc")
        form.field("a", "1".utf8)
        form.file("b", "b.jpg", "22".utf8)
        let whole = Array(form.whole.dropLast(2))
        #expect(throws: Never.self) { try read(whole, boundary: "abc") }
        for count in 0..<whole.count {
            #expect(throws: Refusal.self) { try read(Array(whole.prefix(count)), boundary: "abc") }
        }
    }

    @Test(arguments: [
        "", "hello", "--ab\r\n", "--abcd\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--abc--",
        "--abc\nContent-Disposition: form-data; name=a\n\n1\n--abc--", "--abc\r\n\r\n1\r\n--abc--",
        "--abc\r\nContent-Disposition: form-data; name=a\r\n--abc--", "--abc-\r\n", "--abc \r1\r\n",
    ])
    func `a body that is none is refused`(body: String) {
        #expect(throws: Refusal.self) { try read(Array(body.utf8), boundary: "abc") }
    }

    @Test func `a field that is no text is refused`() {
        for value: [UInt8] in [[0xFF], [0xC3], [0x41, 0, 0x42], [0xED, 0xA0, 0x80]] {
            var form = MultipartForm()
            form.field("a", value)
            #expect(refusal(form.whole)?.status == .badRequest)
        }
    }

    @Test func `parts, headers and fields have limits, and files none here`() throws {
        var limits = MultipartLimits()
        limits.maximumParts = 3
        limits.maximumHeader = 200
        limits.maximumFields = 100
        var form = MultipartForm()
        form.field("a", [UInt8](repeating: 0x41, count: 97))
        form.field("b", "1".utf8)
        form.file("", "c.jpg", [UInt8](repeating: 0x41, count: 10_000))
        #expect(try read(form.whole, limits: limits).count == 5)
        var longer = form
        longer.field("d", [])
        #expect(refusal(longer.whole, limits: limits)?.status == .contentTooLarge)
        limits.maximumParts = 60
        #expect(refusal(longer.whole, limits: limits)?.status == .contentTooLarge)
        var wide = MultipartForm()
        wide.part("X: \(String(repeating: "x", count: 300))\r\nContent-Disposition: form-data; name=a", [])
        #expect(refusal(wide.whole, limits: limits)?.status == .contentTooLarge)
        let endless = Array("--\(form.boundary)\r\n".utf8) + [UInt8](repeating: 0x41, count: 10_000)
        #expect(refusal(endless, limits: limits)?.status == .contentTooLarge)
    }

    @Test func `a thousand parts are refused at the sixty-first`() {
        var form = MultipartForm()
        for number in 0..<1000 { form.field("\(number)", []) }
        #expect(refusal(form.whole)?.message == "multipart/form-data: expected at most 60 parts, found more")
    }
}
