import Testing

@testable import Web

@Suite struct MultipartBoundaryTests {
    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;BOUNDARY=\"a b:c\"", "a b:c"),
        ("multipart/form-data; charset=utf-8; boundary=----WebKit0; ", "----WebKit0"),
        ("multipart/form-data; boundary=\"a\\'b\"", "a'b"),
        ("multipart/form-data; boundary=" + String(repeating: "x", count: 70), String(repeating: "x", count: 70)),
    ])
    func `the boundary is read`(type: String, boundary: String) {
        #expect(MultipartBoundary(contentType: type)?.text == boundary)
    }

    @Test(arguments: [
        "", "multipart/form-data", "multipart/mixed; boundary=abc", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"abc", "multipart/form-data boundary=abc",
        "multipart/form-data; boundary=\"abc \"", "multipart/form-data; boundary=a; boundary=b",
        "multipart/form-data; boundary=\"a\r\nb\"", "multipart/form-data; boundary=\"ä\"",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        "application/x-www-form-urlencoded; boundary=abc", "multipart/form-data; boundary=a@b",
    ])
    func `what is none is refused`(type: String) {
        #expect(MultipartBoundary(contentType: type) == nil)
    }
}
