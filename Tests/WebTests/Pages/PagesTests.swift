import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite struct PagesTests {
    @Test func `every template and asset of the folder can be used, and every listed one is a file`() throws {
        let resources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Web/Resources").standardized
        let templates = try FileManager.default.contentsOfDirectory(atPath: resources.appending(path: "Templates").path)
        #expect(templates.sorted() == Templates.all.keys.map { "\($0).mustache" }.sorted())
        let assets = Assets(leaflet: nil)
        for name in try FileManager.default.contentsOfDirectory(atPath: resources.appending(path: "Assets").path) {
            #expect(assets.address(of: name).hasSuffix("/\(name)"))
        }
    }

    @Test func `a page names its city, its language and whom to call, and loads nothing from elsewhere`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.get("/")
            #expect(page.status == 200)
            #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
            #expect(page[header: "Cache-Control"] == "no-store")
            for text in ["Tiny City", "A city made up for tests.", "call 112", "width=device-width", "lang=\"en\""] {
                #expect(page.text.contains(text))
            }
            #expect(!page.text.contains("<script") && !page.text.contains("//"))
            #expect(page[header: "Content-Security-Policy"]?.contains("default-src 'none'; style-src 'self'") == true)
        }
    }

    @Test func `style and icon stand under addresses that may be kept for good`() async throws {
        try await TinyServer.with { visitor in
            for name in ["dispatch311.css", "icon.svg"] {
                let address = Assets(leaflet: nil).address(of: name)
                #expect(try await visitor.get("/").text.contains("\"\(address)\""))
                let file = try await visitor.get(address)
                #expect(file.status == 200)
                #expect(file[header: "Cache-Control"]?.contains("immutable") == true)
            }
        }
    }

    @Test func `a browser is shown errors as pages of the city, a program as a line of text`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.get("/<b>lost", headers: ["Accept": "text/html,*/*;q=0.8"])
            #expect(page.status == 404)
            #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
            #expect(page.text.contains("There is no such page") && page.text.contains("Tiny City"))
            #expect(!page.text.contains("<b>"))
            let line = try await visitor.get("/lost")
            #expect(line.status == 404)
            #expect(line.text == "404: there is nothing at this address\n")
            let method = try await visitor.send(.delete, "/", headers: ["Accept": "text/html"])
            #expect(method.status == 405)
            #expect(method[header: "Allow"] == "GET, HEAD")
            let query = try await visitor.get("/?q=%FF", headers: ["Accept": "text/html"])
            #expect(query.status == 400)
            #expect(query[header: "Content-Type"] == "text/html; charset=utf-8")
        }
    }
}
