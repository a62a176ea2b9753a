import Foundation
import TestSupport
import Web

/// The numbers of a page for staff, and the lists they lead to.
enum Figures {
    /// Every number that links to a list, by the list's address.
    static func links(in page: String, to base: String) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for match in page.matches(
            of: /<a href="([^"]+)">(?:<strong>)?(?:<span aria-hidden="true">▲<\/span> )?([\d,]+)</
        ) {
            let address = String(match.output.1).replacing("&amp;", with: "&")
            guard address.hasPrefix("\(base)?") else { continue }
            numbers[address] = Int(match.output.2.replacing(",", with: ""))
        }
        return numbers
    }

    /// What a list says it holds, and how many rows all its pages have.
    static func list(_ address: String, _ browser: Browser) async throws -> (total: Int, rows: Int) {
        var rows = 0
        var total = -1
        var next: String? = address
        while let path = next {
            let page = try await browser.page(path)
            total =
                page.firstMatch(of: /<strong>([\d,]+) items?<\/strong>/).flatMap {
                    Int($0.output.1.replacing(",", with: ""))
                } ?? -1
            rows += max(0, page.matches(of: /<tr[ >]/).count - 1)
            next = page.firstMatch(of: /<a href="([^"]+)" rel="next">/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
        }
        return (total, rows)
    }
}
