import Foundation
import HummingbirdTesting
import Store
import TestSupport
import Testing
import Web

@Suite struct CitySessionsTests {
    @Test func `a key and a session of one city are nothing in the other`() async throws {
        let cities = try TwoCities()
        let (catalog, geodata) = (cities.catalogFolder, cities.geodataFolder)
        try await TinyServer.with(
            .live,
            change: { configuration in
                configuration.catalogFolder = catalog
                configuration.geodataFolder = geodata
            }
        ) { visitor in
            let port = try #require(visitor.client.port)
            @Sendable func ask(
                _ host: String,
                _ path: String,
                _ head: String = "",
                form: String? = nil
            ) async throws -> String {
                let type = "Content-Type: application/x-www-form-urlencoded\r\n"
                let body = form.map { "\(type)Content-Length: \($0.utf8.count)\r\n\r\n\($0)" } ?? "\r\n"
                return try await RawConnection.exchange(
                    "\(form == nil ? "GET" : "POST") \(path) HTTP/1.1\r\n"
                        + "Host: \(host)\r\nConnection: close\r\n\(head)\(body)",
                    port: port
                )
            }
            let key = try await visitor.key("works")
            let foreign = try await ask("harbor.example", "/desk/sign-in", form: "key=\(key)")
            #expect(foreign.hasPrefix("HTTP/1.1 422"))
            let own = try await ask("tiny.example:8311", "/desk/sign-in", form: "key=\(key)")
            #expect(own.hasPrefix("HTTP/1.1 303"))
            let cookie = try #require(own.firstMatch(of: /[Ss]et-[Cc]ookie: ([^;]+)/)?.output.1)
            #expect(try await ask("tiny.example", "/desk", "Cookie: \(cookie)\r\n").hasPrefix("HTTP/1.1 200"))
            for path in ["/desk", "/dispatch", "/desk/items/1"] {
                #expect(try await ask("harbor.example", path, "Cookie: \(cookie)\r\n").hasPrefix("HTTP/1.1 303"))
            }
            // Signing out in the other city ends nothing here.
            _ = try await ask("harbor.example", "/desk/sign-out", "Cookie: \(cookie)\r\n", form: "")
            #expect(try await ask("tiny.example", "/desk", "Cookie: \(cookie)\r\n").hasPrefix("HTTP/1.1 200"))
            // The board counts its own city.
            let city = try #require(visitor.server.cities["harbor"])
            let other = try await visitor.server.key("lamps", in: city)
            _ = try await visitor.submit(
                Visitor.pothole.merging(["jurisdiction_id": "tiny"]) { $1 }
            )
            let there = try await ask("harbor.example", "/desk/sign-in", form: "key=\(other)")
            let second = try #require(there.firstMatch(of: /[Ss]et-[Cc]ookie: ([^;]+)/)?.output.1)
            let empty = try await ask("harbor.example", "/dispatch", "Cookie: \(second)\r\n")
            #expect(empty.contains(#"<a href="/dispatch/items?state=waiting"><strong>0</strong>"#))
            let board = try await ask("tiny.example", "/dispatch", "Cookie: \(cookie)\r\n")
            #expect(board.contains(#"<a href="/dispatch/items?state=waiting"><strong>1</strong>"#))
            #expect(try await ask("harbor.example", "/desk/items/1", "Cookie: \(second)\r\n").hasPrefix("HTTP/1.1 404"))
        }
    }
}
