/// A `multipart/form-data` body as browsers write it.
struct MultipartForm {
    let boundary: String
    private(set) var bytes: [UInt8] = []

    init(boundary: String = "----WebKitFormBoundary7MA4YWxkTrZu0gW") {
        self.boundary = boundary
    }

    var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// The body with its last boundary.
    var whole: [UInt8] { bytes + Array("--\(boundary)--\r\n".utf8) }

    mutating func field(_ name: String, _ value: some Sequence<UInt8>) {
        part("Content-Disposition: form-data; name=\"\(name)\"", value)
    }

    mutating func file(_ name: String, _ fileName: String, _ content: some Sequence<UInt8>) {
        let disposition = "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\""
        part("\(disposition)\r\nContent-Type: application/octet-stream", content)
    }

    mutating func part(_ header: String, _ content: some Sequence<UInt8>) {
        bytes += Array("--\(boundary)\r\n\(header)\r\n\r\n".utf8)
        bytes += content
        bytes += [0x0D, 0x0A]
    }
}
