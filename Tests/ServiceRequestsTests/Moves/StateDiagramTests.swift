import Foundation
import ServiceRequests
import Testing

/// The diagram in the README is the table of legal moves, and the other way round.
@Suite struct StateDiagramTests {
    private struct Edge: Hashable {
        let from: String
        let move: String
        let to: String
    }

    @Test func `the diagram in the README shows every legal move and no other`() throws {
        let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../README.md")
        let text = try String(contentsOf: readme.standardizedFileURL, encoding: .utf8)
        let blocks = text.components(separatedBy: "```mermaid\nstateDiagram-v2\n").dropFirst()
        #expect(blocks.count == 1, "README.md: expected one state diagram, found \(blocks.count)")
        let drawn = (blocks.first ?? "").components(separatedBy: "```").first ?? ""
        let edges = try drawn.split(separator: "\n").flatMap { line in
            let parts = try #require(line.wholeMatch(of: /\s+(\S+) --> (\S+): (.+)/), "not an edge: \(line)")
            return parts.3.components(separatedBy: " · ").map { move in
                Edge(from: String(parts.1), move: move, to: String(parts.2))
            }
        }
        let legal = LegalMove.all.map { Edge(from: Self.name($0.from), move: $0.move.rawValue, to: Self.name($0.to)) }
        #expect(Set(edges) == Set(legal), "README.md: expected this diagram:\n\n\(Self.diagram)")
        #expect(edges.count == legal.count, "README.md: expected each move once in this diagram:\n\n\(Self.diagram)")
    }

    private static func name(_ standing: Standing?) -> String { standing?.rawValue ?? "[*]" }

    /// Edges in the order of the table, the moves of one pair together.
    private static var diagram: String {
        var pairs: [(from: String, to: String, moves: [String])] = []
        for line in LegalMove.all {
            let (from, to) = (name(line.from), name(line.to))
            if let index = pairs.firstIndex(where: { $0.from == from && $0.to == to }) {
                pairs[index].moves.append(line.move.rawValue)
            } else {
                pairs.append((from, to, [line.move.rawValue]))
            }
        }
        let edges = pairs.map { "    \($0.from) --> \($0.to): \($0.moves.joined(separator: " · "))" }
        return (["```mermaid", "stateDiagram-v2"] + edges + ["```"]).joined(separator: "\n")
    }
}
