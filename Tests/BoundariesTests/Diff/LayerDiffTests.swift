import Boundaries
import Foundation
import Testing

@Suite struct LayerDiffTests {
    /// The area of a rectangle of the tiny city, by the formula for a zone of the ball and not by any ring.
    static func area(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Double {
        let (low, high) = (TinyCity.at(west, south), TinyCity.at(east, north))
        let radians = Double.pi / 180
        let height = sin(high.latitude * radians) - sin(low.latitude * radians)
        return 6_371_008.8 * 6_371_008.8 * (high.longitude - low.longitude) * radians * height
    }

    static func isNear(_ one: Double, _ other: Double, within share: Double = 1e-6) -> Bool {
        abs(one - other) <= max(share * abs(other), 0.001)
    }

    static func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        Polygon(shell: TinyCity.rectangle(west, south, east, north))
    }

    /// Two districts side by side.
    static let before = TinyCity.layer("district", [("A", [box(0, 0, 1, 1)]), ("B", [box(1, 0, 2, 1)])])

    /// One metre east, in steps.
    static let metre = 1 / (TinyCity.at(0, 0.5).metres(to: TinyCity.at(1, 0.5)))

    private static func ways(_ diff: LayerDiff) -> [String] {
        diff.parts.map { "\($0.from ?? "-")>\($0.to ?? "-") \($0.overlap.rawValue)" }
    }

    @Test func `a line that moves gives to the one what the other loses`() async throws {
        let after = TinyCity.layer("district", [("A", [Self.box(0, 0, 1.25, 1)]), ("B", [Self.box(1.25, 0, 2, 1)])])
        let diff = try await LayerDiff.find(from: Self.before, to: after)
        #expect(Self.ways(diff) == ["B>A none"])
        #expect(Self.isNear(diff.parts[0].squareMetres, Self.area(1, 0, 1.25, 1)))
        #expect(Self.isNear(diff.movedArea, Self.area(1, 0, 1.25, 1)))
        #expect(Self.isNear(diff.areaBefore, Self.area(0, 0, 2, 1)))
        #expect(diff.changes.map(\.id) == ["A", "B"])
        #expect(diff.changes.map(\.kind) == [.redrawn, .redrawn])
        #expect(Self.isNear(diff.changes[0].gained, Self.area(1, 0, 1.25, 1)) && diff.changes[0].lost == 0)
        #expect(Self.isNear(diff.changes[1].lost, Self.area(1, 0, 1.25, 1)) && diff.changes[1].gained == 0)
        #expect(Self.isNear(diff.changes[0].gainedShare, 0.2) && Self.isNear(diff.changes[1].lostShare, 0.25))
        #expect(diff.unchangedCount == 0)
        #expect(diff.ignored.count == 0)
    }

    @Test func `the same boundaries, written otherwise, are the same`() throws {
        let turned = TinyCity.rectangle(0, 0, 1, 1).dropLast()
        let ring = Array(turned[2...] + turned[...2])
        let after = TinyCity.layer(
            "district",
            [("A", [Polygon(shell: ring.reversed())]), ("B", [Self.box(1, 0, 2, 1)])]
        )
        let diff = try LayerDiff(from: Self.before, to: after)
        #expect(diff.parts.isEmpty && diff.changes.isEmpty && diff.ignored.count == 0)
        #expect(diff.unchangedCount == 2)
        #expect(diff.movedArea == 0)
    }

    @Test func `boundaries come, go and change their numbers`() throws {
        // B is split, and its south is called C; D is where nobody was; A is called Z.
        let after = TinyCity.layer(
            "district",
            [
                ("Z", [Self.box(0, 0, 1, 1)]), ("B", [Self.box(1, 0.5, 2, 1)]), ("C", [Self.box(1, 0, 2, 0.5)]),
                ("D", [Self.box(5, 0, 6, 1)]),
            ]
        )
        let diff = try LayerDiff(from: Self.before, to: after)
        #expect(Set(Self.ways(diff)) == ["A>Z none", "B>C none", "->D none"])
        let kinds = Dictionary(uniqueKeysWithValues: diff.changes.map { ($0.id, $0.kind) })
        #expect(kinds == ["A": .removed, "B": .redrawn, "C": .added, "D": .added, "Z": .added])
        let removed = try #require(diff.changes.first { $0.id == "A" })
        #expect(removed.areaAfter == 0 && Self.isNear(removed.lostShare, 1))
        #expect(removed.nameAfter == nil)
        let back = try LayerDiff(from: after, to: Self.before)
        #expect(Set(Self.ways(back)) == ["Z>A none", "C>B none", "D>- none"])
        #expect(Self.isNear(back.movedArea, diff.movedArea))
    }

    @Test func `a piece nowhere thick enough is left out and counted`() throws {
        let edge = 1 + 0.5 * Self.metre
        let after = TinyCity.layer("district", [("A", [Self.box(0, 0, edge, 1)]), ("B", [Self.box(edge, 0, 2, 1)])])
        let diff = try LayerDiff(from: Self.before, to: after)
        #expect(diff.parts.isEmpty && diff.changes.isEmpty)
        #expect(diff.unchangedCount == 2)
        #expect(diff.ignored.count == 1)
        #expect(Self.isNear(diff.ignored.squareMetres, Self.area(1, 0, edge, 1), within: 1e-3))
        let finer = try LayerDiff(from: Self.before, to: after, toleranceMetres: 0.4)
        #expect(Self.ways(finer) == ["B>A none"])
        #expect(finer.ignored.count == 0)
        let all = try LayerDiff(from: Self.before, to: after, toleranceMetres: 0)
        #expect(Self.ways(all) == ["B>A none"])
    }

    @Test func `a long thin tail does not hide the thick end it hangs on`() throws {
        // 30 m of the line move by 30 m, the rest by 20 cm: the area is small beside the length.
        let (thin, thick) = (1 + 0.2 * Self.metre, 1 + 30 * Self.metre)
        let height = 30 / TinyCity.at(0, 0).metres(to: TinyCity.at(0, 1))
        let line = [TinyCity.at(thick, 0), TinyCity.at(thick, height), TinyCity.at(thin, height), TinyCity.at(thin, 1)]
        let west = [TinyCity.at(0, 0)] + line + [TinyCity.at(0, 1), TinyCity.at(0, 0)]
        let east = [TinyCity.at(2, 0), TinyCity.at(2, 1)] + line.reversed() + [TinyCity.at(2, 0)]
        let after = TinyCity.layer("district", [("A", [Polygon(shell: west)]), ("B", [Polygon(shell: east)])])
        let diff = try LayerDiff(from: Self.before, to: after)
        #expect(Self.ways(diff) == ["B>A none"])
        let whole = Self.area(1, 0, thick, height) + Self.area(1, height, thin, 1)
        #expect(Self.isNear(diff.movedArea, whole, within: 1e-3))
        #expect(try LayerDiff(from: Self.before, to: after, toleranceMetres: 40).parts.isEmpty)
    }

    @Test func `land that nobody had, or nobody has any more, says so`() throws {
        let after = TinyCity.layer("district", [("A", [Self.box(-1, 0, 1, 1)]), ("B", [Self.box(1, 0, 1.5, 1)])])
        let diff = try LayerDiff(from: Self.before, to: after)
        #expect(Self.ways(diff) == ["->A none", "B>- none"])
        #expect(Self.isNear(diff.parts[0].squareMetres, Self.area(-1, 0, 0, 1)))
        #expect(Self.isNear(diff.parts[1].squareMetres, Self.area(1.5, 0, 2, 1)))
    }

    @Test func `an overlap that comes or goes is no land that one gave the other`() throws {
        let after = TinyCity.layer("district", [("A", [Self.box(0, 0, 1.5, 1)]), ("B", [Self.box(1, 0, 2, 1)])])
        let begins = try LayerDiff(from: Self.before, to: after)
        #expect(Self.ways(begins) == ["B>A begins"])
        #expect(begins.changes.map(\.id) == ["A"])
        #expect(begins.changes[0].lost == 0 && begins.unchangedCount == 1)
        let ends = try LayerDiff(from: after, to: Self.before)
        #expect(Self.ways(ends) == ["A>B ends"])
        #expect(ends.changes.map(\.id) == ["A"])
        #expect(ends.changes[0].gained == 0 && Self.isNear(ends.changes[0].lost, Self.area(1, 0, 1.5, 1)))
    }

    @Test func `what goes into a hole, and to an island, is found`() throws {
        let holed = Polygon(
            shell: TinyCity.rectangle(0, 0, 1, 1),
            holes: [TinyCity.rectangle(0.375, 0.375, 0.625, 0.625)]
        )
        let after = TinyCity.layer(
            "district",
            [("A", [holed]), ("B", [Self.box(1, 0, 2, 1), Self.box(0.375, 0.375, 0.625, 0.625)])]
        )
        let diff = try LayerDiff(from: Self.before, to: after)
        #expect(Self.ways(diff) == ["A>B none"])
        #expect(Self.isNear(diff.movedArea, Self.area(0.375, 0.375, 0.625, 0.625)))
    }

    @Test func `names are compared where both have names of their own`() throws {
        func layer(_ name: String, label: String?) -> BoundaryLayer {
            BoundaryLayer(
                definition: LayerDefinition(id: "ward", names: [:], file: "", key: "id", label: label),
                version: name,
                boundaries: [Boundary(id: "1", name: name, polygons: [Self.box(0, 0, 1, 1)])]
            )
        }
        let renamed = try LayerDiff(from: layer("Old", label: "name"), to: layer("New", label: "name"))
        #expect(renamed.changes.map(\.kind) == [.renamed])
        #expect(renamed.changes.map(\.nameBefore) == ["Old"] && renamed.changes.map(\.nameAfter) == ["New"])
        #expect(renamed.versionBefore == "Old" && renamed.versionAfter == "New")
        let gone = try LayerDiff(from: layer("Old", label: "name"), to: TinyCity.layer("ward", []))
        #expect(gone.changes.map(\.nameBefore) == ["Old"] && gone.changes.map(\.nameAfter) == [nil])
        let bare = try LayerDiff(from: layer("Old", label: nil), to: layer("New", label: "name"))
        #expect(bare.changes.isEmpty && bare.unchangedCount == 1)
    }

    @Test func `a tolerance that cannot be meant is refused`() {
        for metres in [-1, 1001, Double.nan] {
            #expect(throws: BoundaryError.self) {
                try LayerDiff(from: Self.before, to: Self.before, toleranceMetres: metres)
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `of many cells dealt out anew each is found where it went`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let (side, ids) = (12, ["a", "b", "c", "d", "e", "f"])
        // Cells that do not touch, so that any of them together make a valid boundary; an owner may be nobody.
        func deal() -> [Int] { (0..<side * side).map { _ in Int.random(in: 0...ids.count, using: &random) } }
        let (old, new) = (deal(), deal())
        func cell(_ number: Int) -> Polygon {
            let (x, y) = (Double(number % side), Double(number / side))
            return Self.box(x / 8, y / 8, (x + 0.75) / 8, (y + 0.75) / 8)
        }
        func layer(_ owners: [Int]) -> BoundaryLayer {
            TinyCity.layer(
                "cells",
                ids.indices.map { owner in
                    (id: ids[owner], polygons: owners.indices.filter { owners[$0] == owner }.map(cell))
                }
                .filter { !$0.polygons.isEmpty }
            )
        }
        var expected: [String: Int] = [:]
        for (from, to) in zip(old, new) where from != to {
            expected["\(from < ids.count ? ids[from] : "-")>\(to < ids.count ? ids[to] : "-") none", default: 0] += 1
        }
        let diff = try LayerDiff(from: layer(old), to: layer(new))
        let found = Dictionary(uniqueKeysWithValues: zip(Self.ways(diff), diff.parts.map(\.polygons.count)))
        #expect(found == expected)
        #expect(diff.ignored.count == 0)
    }
}
