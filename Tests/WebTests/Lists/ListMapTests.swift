import Foundation
import Store
import TestSupport
import Testing
import Web

/// Lists beside their map.
@Suite struct ListMapTests {
    @Test func `each row with a point has a pin, and others' private requests have none`() async throws {
        try await TinyServer.with { visitor in
            try await MixedCity.fill(visitor)
            let boss = try await Browser(visitor, "works")
            let plain = try await boss.page("/dispatch/items?state=open")
            #expect(plain.contains(#"href="/dispatch/items?state=open&amp;map=1">Show the map"#))
            #expect(!plain.contains(#"id="list-map""#))
            let page = try await boss.page("/dispatch/items?state=open&map=1")
            let rows = page.matches(of: /<tr role="row"(?: data-item="\d+")?>/).count - 1
            let hidden = page.matches(of: /<td role="cell">A private request/).count
            let linked = page.matches(of: /<td role="cell" class="pin"><a href="#pin-(\d+)">(\d+)</)
            let pins = Set(page.matches(of: /id="pin-(\d+)"/).map { String($0.output.1) })
            #expect(linked.count <= rows - hidden)
            #expect(!linked.isEmpty)
            #expect(Set(linked.map { String($0.output.1) }) == pins)
            for link in linked {
                #expect(page.contains(#"id="row-\#(link.output.2)""#))
            }
        }
    }

    @Test func `what leads on from a list with its map keeps the map`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk/items?state=open&service=pothole&map=1")
            for link in page.matches(of: /href="(\/desk\/items\?[^"]+)"/) where !link.output.1.hasSuffix("map=1") {
                #expect(page.contains(#"href="\#(link.output.1)">List without the map"#))
            }
            #expect(page.contains(#"<input type="hidden" name="map" value="1">"#))
            #expect(try await !browser.page("/desk/items?state=closed&map=1").contains(#"id="list-map""#))
        }
    }
}
