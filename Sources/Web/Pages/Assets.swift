import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

/// The files of `Resources/Assets`, each under an address that changes with its content.
///
/// So browsers may keep them for good, and a new release is seen at once.
struct Assets: Sendable {
    private struct File: Sendable {
        let address: String
        let headers: HTTPFields
        let bytes: ByteBuffer
    }

    private let files: [String: File]

    init() {
        files = [
            "dispatch311.css": Self.file(
                "dispatch311.css",
                "text/css; charset=utf-8",
                PackageResources.dispatch311_css
            ),
            "icon.svg": Self.file("icon.svg", "image/svg+xml", PackageResources.icon_svg),
        ]
    }

    /// Where a file is to be had; the name alone where there is no such file.
    func address(of name: String) -> String { files[name]?.address ?? name }

    func add(to router: Router<DispatchContext>) {
        for file in files.values {
            router.resource(
                RouterPath(file.address),
                [
                    .get: { _, _ in
                        Response(status: .ok, headers: file.headers, body: ResponseBody(byteBuffer: file.bytes))
                    }
                ]
            )
        }
    }

    private static func file(_ name: String, _ type: String, _ bytes: [UInt8]) -> File {
        let version = SHA256.hash(data: bytes).hexadecimal.prefix(12)
        return File(
            address: "/assets/\(version)/\(name)",
            headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
            bytes: ByteBuffer(bytes: bytes)
        )
    }
}
