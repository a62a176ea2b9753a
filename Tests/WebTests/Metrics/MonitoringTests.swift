import Foundation
import TestSupport
import Testing
import Web

/// What a city loads into Prometheus and Grafana speaks of figures that there are.
@Suite struct MonitoringTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Monitoring").standardizedFileURL

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Every name of a sample that a server may give, by the heads of its figures.
    private static func names() async throws -> Set<String> {
        try await TinyServer.with { configuration in
            configuration.metricsKey = Scrape.key
        } _: { visitor in
            var names: Set<String> = []
            for match in try await Scrape(visitor).text.matches(of: /# TYPE (\S+) (\S+)/) {
                let name = String(match.1)
                names.formUnion(match.2 == "histogram" ? ["_bucket", "_count", "_sum"].map { name + $0 } : [name])
            }
            return names
        }
    }

    @Test(arguments: ["grafana-dashboard.json", "dispatch311.rules.yml", "dispatch311.rules.test.yml"])
    func `every figure that is asked for is one that servers give`(_ file: String) async throws {
        let text = try Self.text(file)
        let asked = Set(text.matches(of: /dispatch311_[a-z0-9_]+/).map { String($0.0) })
        #expect(asked.count >= 20)
        #expect(asked.subtracting(try await Self.names()).sorted() == [])
    }

    @Test func `every figure that servers give is on the board or in an alert`() async throws {
        let text = try Self.text("grafana-dashboard.json") + Self.text("dispatch311.rules.yml")
        // A histogram is shown by its classes; their count and sum are there for whoever wants them.
        let unseen = try await Self.names().filter {
            !text.contains($0) && !$0.hasSuffix("_count") && !$0.hasSuffix("_sum")
        }
        #expect(unseen.subtracting(["dispatch311_intake_batch_submissions_bucket"]).sorted() == [])
    }

    @Test func `the board is what Grafana loads: panels with an expression each, none upon another`() throws {
        let board = try #require(
            try JSONSerialization.jsonObject(with: Data(Self.text("grafana-dashboard.json").utf8)) as? [String: Any]
        )
        let panels = try #require(board["panels"] as? [[String: Any]])
        var cells: Set<[Int]> = []
        for panel in panels {
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y, w, h) = (place["x"] ?? -1, place["y"] ?? -1, place["w"] ?? 0, place["h"] ?? 0)
            #expect(x >= 0 && x + w <= 24)
            for column in x..<(x + w) {
                for line in y..<(y + h) { #expect(cells.insert([column, line]).inserted, "\(panel["title"] ?? "")") }
            }
            guard panel["type"] as? String != "row" else { continue }
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(!targets.isEmpty && targets.allSatisfy { ($0["expr"] as? String)?.isEmpty == false })
        }
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
    }

    @Test(.enabled(if: Promtool.isInstalled, Comment(rawValue: Promtool.absence)))
    func `promtool reads the rules, and the alerts fire in their cases and nowhere else`() async throws {
        for arguments in [
            ["check", "rules", "dispatch311.rules.yml"], ["test", "rules", "dispatch311.rules.test.yml"],
        ] {
            let path = Self.folder.appending(path: arguments[2]).path
            let (code, output) = try await Promtool.run(Array(arguments.dropLast()) + [path])
            #expect(code == 0 && output.contains("SUCCESS"), "\(output)")
        }
    }

    @Test func `every alert has a case in which it fires`() throws {
        let alerts = try Self.text("dispatch311.rules.yml").matches(of: /- alert: (\w+)/).map { String($0.1) }
        let cases = try Self.text("dispatch311.rules.test.yml")
        #expect(alerts.count == 20)
        for alert in alerts { #expect(cases.contains(alert), "\(alert)") }
    }
}
