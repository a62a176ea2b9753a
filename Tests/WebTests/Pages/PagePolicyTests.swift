import HummingbirdCore
import NIOCore
import Testing

@testable import Web

@Suite struct PagePolicyTests {
    private static let end = "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    @Test func `a page without scripts may run none`() {
        let page = Page("front", title: "", view: "")
        #expect(
            page.contentSecurityPolicy == "default-src 'none'; style-src 'self'; img-src 'self'; \(Self.end)"
        )
    }

    @Test func `a page with scripts runs and fetches our own only, and shows a city's map pictures`() {
        var page = Page("where", title: "", view: "")
        page.scripts = ["where.js"]
        page.pictureOrigins = ["https://tiles.example.org"]
        #expect(
            page.contentSecurityPolicy == "default-src 'none'; script-src 'self'; connect-src 'self'; "
                + "style-src 'self'; img-src 'self' https://tiles.example.org; \(Self.end)"
        )
        #expect(!page.contentSecurityPolicy.contains("unsafe"))
    }

    @Test func `scripts and a feed stand in the page`() async throws {
        var page = Page("message", title: "T", view: MessageView(heading: "T", sentences: []))
        page.scripts = ["where.js"]
        page.feed = "/r/x/feed"
        let pages = try Pages(assets: Assets(["where.js": [1]]))
        let html = String(buffer: try await pages.response(page, for: nil).body.collected())
        #expect(html.contains("<script type=\"module\" src=\"\(pages.assets.address(of: "where.js"))\"></script>"))
        #expect(html.contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/r/x/feed\">"))
    }
}
