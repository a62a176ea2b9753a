import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

/// The files that pages load: those of `Resources/Assets`, and Leaflet's where it is installed.
///
/// All stand under one address that changes when any of them does, `/assets/EDITION/NAME`: browsers may keep them for
/// good, a new release is seen at once, and a script may import another by its name.
struct Assets: Sendable {
    private struct File: Sendable {
        let address: String
        let headers: HTTPFields
        let bytes: ByteBuffer
        /// The same packed with gzip; nil where that is not shorter.
        let packed: ByteBuffer?
    }

    /// A hash of all names and bytes.
    let edition: String
    private let files: [String: File]

    /// Reads Leaflet's folder, where one is named and there is Leaflet in it; its files are called `leaflet/NAME`.
    init(leaflet folder: String?) {
        var all = AssetFiles.all
        let leaflet = folder.map { LeafletFolder($0) }?.files ?? [:]
        for (name, bytes) in leaflet { all["leaflet/\(name)"] = bytes }
        self.init(all)
    }

    init(_ contents: [String: [UInt8]]) {
        var hash = SHA256()
        for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Array("\(name) \(bytes.count)\n".utf8))
            hash.update(data: bytes)
        }
        let edition = String(hash.finalize().hexadecimal.prefix(12))
        self.edition = edition
        files = Dictionary(
            uniqueKeysWithValues: contents.map { name, bytes in (name, Self.file(name, bytes, edition: edition)) }
        )
    }

    /// Where a file is to be had; the name alone where there is no such file.
    func address(of name: String) -> String { files[name]?.address ?? name }

    /// Whether there is such a file.
    func has(_ name: String) -> Bool { files[name] != nil }

    func add(to router: Router<DispatchContext>) {
        for file in files.values {
            router.resource(
                RouterPath(file.address),
                [
                    .get: { request, _ in
                        var headers = file.headers
                        guard let packed = file.packed else {
                            return Response(
                                status: .ok,
                                headers: headers,
                                body: ResponseBody(byteBuffer: file.bytes)
                            )
                        }
                        headers[.vary] = "Accept-Encoding"
                        let isPacked = request.acceptsGzip
                        if isPacked { headers[.contentEncoding] = "gzip" }
                        let body = ResponseBody(byteBuffer: isPacked ? packed : file.bytes)
                        return Response(status: .ok, headers: headers, body: body)
                    }
                ]
            )
        }
    }

    private static func file(_ name: String, _ bytes: [UInt8], edition: String) -> File {
        let bytes = ByteBuffer(bytes: bytes)
        let packed = Gzip.packed(bytes, level: Gzip.best)
        return File(
            address: "/assets/\(edition)/\(name)",
            headers: [.contentType: type(of: name), .cacheControl: "public, max-age=31536000, immutable"],
            bytes: bytes,
            packed: packed.flatMap { $0.readableBytes < bytes.readableBytes ? $0 : nil }
        )
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "png": "image/png"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
