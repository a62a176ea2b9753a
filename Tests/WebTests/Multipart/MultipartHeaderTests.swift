import HTTPTypes
import Testing

@testable import Web

@Suite struct MultipartHeaderTests {
    private func read(_ text: String) throws -> MultipartHeader { try MultipartHeader(Array(text.utf8)[...]) }

    @Test func `names are read as browsers and older programs write them`() throws {
        #expect(try read("Content-Disposition: form-data; name=\"a\"").name == "a")
        #expect(try read("content-disposition:form-data;name=a").name == "a")
        #expect(try read("X-Other: 1\r\nContent-Disposition: Form-Data ; name=\"ä; b=\"").name == "ä; b=")
        #expect(try read("Content-Disposition: form-data; name=\"a%22b%0D%0A%41\"").name == "a\"b\r\n%41")
        #expect(try read("Content-Disposition: form-data; name=\"a\\\"b\"").name == "a\"b")
        #expect(try read("Content-Disposition: form-data; name=\"\"").name.isEmpty)
        #expect(try read("Content-Disposition: form-data; name=\"a\"").fileName == nil)
        #expect(try read("Content-Disposition: form-data; name=a; filename=\"\"").fileName?.isEmpty == true)
        #expect(try read("Content-Disposition: form-data; name=a; filename*=UTF-8''x.jpg").fileName == "UTF-8''x.jpg")
        // What people see as one character is several to browsers.
        #expect(try read("Content-Disposition: form-data; name=\"\u{301}a\"").name == "\u{301}a")
        #expect(try read("Content-Disposition: form-data; name=\"%22\u{301}\"").name == "\"\u{301}")
        #expect(try read("Content-Disposition: form-data; name=a; filename=\"b\\\"").fileName == "b\\")
    }

    @Test(arguments: [
        ("photo.jpg", "photo.jpg"), ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\hole.jpg", "hole.jpg"), ("/", ""),
        ("a\u{202E}gpj.exe", "agpj.exe"), ("a\u{1}\tb", "ab"), ("<script>.jpg", "<script>.jpg"), ("a%0D%0Ab", "ab"),
        ("\u{301}a", "\u{301}a"), ("a\u{2028}b\u{85}", "a\u{2028}b"), ("a\\", ""),
        (String(repeating: "é", count: 500), String(repeating: "é", count: 120)),
        // 85 letters of three bytes; one letter with accents of two bytes each; nothing that can be seen.
        (String(repeating: "文", count: 100), String(repeating: "文", count: 85)),
        ("a" + String(repeating: "\u{301}", count: 2000), "a" + String(repeating: "\u{301}", count: 127)),
        (" \u{200B}\u{2060}\u{A0}", ""),
    ])
    func `a file's title is the last part of its name without controls`(fileName: String, title: String) throws {
        #expect(try read("Content-Disposition: form-data; name=a; filename=\"\(fileName)\"").title == title)
    }

    @Test(arguments: [
        "", "Content-Type: text/plain", "Content-Disposition: attachment; name=a", "Content-Disposition: form-data",
        "Content-Disposition: form-data; filename=a", "Content-Disposition: form-data; name=\"a",
        "Content-Disposition: form-data; name=a; name=b", "Content-Disposition: form-data; name=\"a\"b",
        "Content-Disposition: form-data; name", "Content-Disposition: form-data; name=\"a\0b\"",
        "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b",
        "Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64",
        "Content-Disposition: form-data;\r\n name=a", "Content-Disposition: form-data; name=a\nX: y", "no colon",
    ])
    func `a header that says nothing clear is refused`(text: String) {
        let refusal = #expect(throws: Refusal.self) { try read(text) }
        #expect(refusal?.status == .badRequest)
        #expect(refusal?.closesConnection == true)
    }

    @Test func `a name that is no UTF-8 is refused`() {
        let bytes = Array("Content-Disposition: form-data; name=\"".utf8) + [0xFF, 0x22]
        #expect(throws: Refusal.self) { try MultipartHeader(bytes[...]) }
    }
}
