import HummingbirdTesting
import Photos
import ServiceRequests
import TestSupport
import Testing

@testable import Web

@Suite struct StatusCodeTests {
    private static func path(of address: String) async throws -> String {
        try await QRCodeProgram().code(of: address).path
    }

    @Test func `the code is the address the visitor came by, with the key for whoever has it`() async throws {
        try await TinyServer.with { visitor in
            let (id, key) = try await visitor.link(sending: try await visitor.draft())
            let (_, other) = try await visitor.link(sending: try await visitor.draft())
            let grouped = try #require(ServiceRequest.ID(id)).grouped
            let everybody = try await Self.path(of: "http://localhost/r/\(id)")
            let own = try await Self.path(of: "http://localhost/r/\(id)?key=\(key)")
            for (query, expected) in [
                ("", everybody), ("?key=\(key)", own), ("?key=\(other)", everybody), ("?key=", everybody),
                ("?key=\(key.dropLast())", everybody), ("?lang=es&key=\(key)", own),
            ] {
                let answer = try await visitor.get("/r/\(id)/qr.svg\(query)")
                #expect(answer.status == 200)
                #expect(answer[header: "Content-Type"] == "image/svg+xml; charset=utf-8")
                #expect(answer[header: "Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'")
                #expect(answer[header: "Cache-Control"] == "no-store")
                #expect(answer.text.contains("<path fill=\"#000\" d=\"\(expected)\"/>"), "\(query)")
                #expect(
                    answer.text.contains(
                        query.contains("es") ? "<title>Reporte \(grouped)" : "<title>Report \(grouped)"
                    )
                )
                #expect(!answer.text.contains(key))
            }
            try await expectWellFormed([try await visitor.get("/r/\(id)/qr.svg").text])
            #expect(try await visitor.page("/r/\(id)").text.contains("<img src=\"/r/\(id)/qr.svg\" width"))
            #expect(try await visitor.page("/r/\(id)?key=\(key)").text.contains("src=\"/r/\(id)/qr.svg?key=\(key)\""))
            #expect(try await visitor.get("/r/000000000/qr.svg").status == 404)
            #expect(try await visitor.get("/r/nonsense/qr.svg").status == 404)
        }
    }

    @Test func `without the program pages have no code, and all else`() async throws {
        let without: (inout WebConfiguration) -> Void = {
            $0.codeProgram = QRCodeProgram(name: "no-such-program-of-ours")
        }
        try await TinyServer.with(change: without) { visitor in
            let id = try await visitor.submitted()
            let page = try await visitor.page("/r/\(id)")
            #expect(page.status == 200)
            #expect(!page.text.contains("qr.svg"))
            #expect(page.text.contains("<code class=\"address\">localhost/r/\(id)</code>"))
            #expect(try await visitor.get("/r/\(id)/qr.svg").status == 503)
        }
    }
}
