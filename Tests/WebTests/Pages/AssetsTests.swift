import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

@Suite struct AssetsTests {
    /// A folder as Debian's package has it, gone with the value.
    private final class Folder {
        let path: String

        init(_ files: [String: String]) throws {
            let url = FileManager.default.temporaryDirectory.appending(path: "leaflet-\(UUID().uuidString)")
            path = url.path
            for (name, text) in files {
                let file = url.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(text.utf8).write(to: file)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private static let leaflet = [
        "leaflet.min.js": String(repeating: "var L;", count: 500), "leaflet.css": ".leaflet-pane { left: 0 }",
        "images/layers.png": "PNG", "leaflet-src.js": "no", "images/../x.png": "no", "images/x.html": "no",
    ]

    @Test func `all files stand under one edition, which changes with any of them`() {
        let one = Assets(["a.js": [1], "b.css": [2]])
        #expect(one.address(of: "a.js") == "/assets/\(one.edition)/a.js")
        #expect(one.address(of: "b.css") == "/assets/\(one.edition)/b.css")
        #expect(one.edition.count == 12)
        #expect(Assets(["b.css": [2], "a.js": [1]]).edition == one.edition)
        for other in [["a.js": [1], "b.css": [3]], ["a.js": [1], "c.css": [2]], ["a.js": [1]]] as [[String: [UInt8]]] {
            #expect(Assets(other).edition != one.edition)
        }
    }

    @Test func `a Leaflet that is installed is served with its pictures and nothing else of its folder`() async throws {
        let folder = try Folder(Self.leaflet)
        let assets = Assets(leaflet: folder.path)
        #expect(assets.has("leaflet/leaflet.min.js") && assets.has("leaflet/images/layers.png"))
        try await TinyServer.with(change: { $0.leafletFolder = folder.path }) { visitor in
            let base = "/assets/\(assets.edition)/leaflet"
            let types = [
                "leaflet.min.js": "text/javascript; charset=utf-8", "leaflet.css": "text/css; charset=utf-8",
                "images/layers.png": "image/png",
            ]
            for (name, type) in types {
                let file = try await visitor.get("\(base)/\(name)")
                #expect(file.status == 200, "\(name)")
                #expect(file[header: "Content-Type"] == type)
                #expect(file[header: "X-Content-Type-Options"] == "nosniff")
                #expect(file.text == Self.leaflet[name])
            }
            for name in ["leaflet-src.js", "images/x.html", "x.png", "images/../leaflet-src.js"] {
                #expect(try await visitor.get("\(base)/\(name)").status == 404, "\(name)")
            }
        }
    }

    @Test(arguments: [[:], ["leaflet.css": "a"], ["leaflet.min.js": "a"]] as [[String: String]])
    func `a folder without Leaflet is as good as none`(files: [String: String]) throws {
        let folder = try Folder(files)
        #expect(Assets(leaflet: folder.path).edition == Assets(leaflet: nil).edition)
        #expect(Assets(leaflet: "/no/such/folder").edition == Assets(leaflet: nil).edition)
    }

    @Test func `a file is packed for who takes it`() async throws {
        try await TinyServer.with { visitor in
            let address = Assets(leaflet: nil).address(of: "dispatch311.css")
            let plain = try await visitor.get(address)
            #expect(plain[header: "Content-Encoding"] == nil)
            #expect(plain[header: "Vary"] == "Accept-Encoding")
            let fields: HTTPFields = [.acceptEncoding: "gzip"]
            let packed = try await visitor.client.executeRequest(uri: address, method: .get, headers: fields, body: nil)
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.body.readableBytes * 3 < plain.text.utf8.count)
            #expect(unpacked(packed.body) == Array(plain.text.utf8))
        }
    }
}
