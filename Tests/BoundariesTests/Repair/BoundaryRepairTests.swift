import Boundaries
import Foundation
import Testing

@Suite struct BoundaryRepairTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let before: String
        /// The geometry afterwards.
        let after: String
        let says: [String]
        var extent: BoundingBox?
    }

    static let cases: [Case] = [
        Case(
            testDescription: "an open ring",
            before: "[[[0,0],[1,0],[1,1],[0,1]]]",
            after: "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]",
            says: ["closed 1 ring, the longest new edge 111195 m"]
        ),
        Case(
            testDescription: "a position again",
            before: "[[[0,0],[1,0],[1,0],[1,1],[0,1],[0,0]]]",
            after: "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]",
            says: ["took out 1 repeated position"]
        ),
        Case(
            testDescription: "a clockwise shell",
            before: "[[[0,0],[0,1],[1,1],[1,0],[0,0]]]",
            after: "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]",
            says: ["turned 1 ring round"]
        ),
        Case(
            testDescription: "heights",
            before: "[[[0,0,1],[1,0,2],[1,1,3],[0,1,4],[0,0,1]]]",
            after: "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]",
            says: ["took the third number out of 5 positions"]
        ),
        Case(
            testDescription: "a hole that goes round nothing",
            before: "[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.5,0.5],[0.6,0.5],[0.5,0.5]]]",
            after: "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]",
            says: ["took out 1 ring of fewer than three corners"]
        ),
        Case(
            testDescription: "a hole of ten centimetres",
            before:
                "[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.5,0.5],[0.5,0.500001],[0.501,0.500001],[0.501,0.5],[0.5,0.5]]]",
            after: "[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]",
            says: ["filled 1 tiny or narrow hole", "area +12"]
        ),
        Case(
            testDescription: "latitude first, told by the extent",
            before: "[[[40.6,-74],[40.6,-73.9],[40.7,-73.9],[40.7,-74],[40.6,-74]]]",
            after: "[[[-74.0,40.6],[-73.9,40.6],[-73.9,40.7],[-74.0,40.7],[-74.0,40.6]]]",
            says: ["put longitude first"],
            extent: LintCase.newYork
        ),
    ]

    @Test(arguments: cases)
    func `what can be repaired is, and it is said how`(repair: Case) throws {
        let outcome = try LintCase.repair(
            GeoJSON.file(GeoJSON.feature(coordinates: repair.before)),
            extent: repair.extent
        )
        let text = String(decoding: outcome.data, as: UTF8.self)
        #expect(text.contains(#""geometry": {"type":"Polygon","coordinates":\#(repair.after)}"#), "found \(text)")
        let change = try #require(outcome.changes.first)
        #expect(outcome.changes.count == 1)
        for says in repair.says { #expect(change.description.contains(says), "found \(change)") }
        #expect(change.feature == 0 && change.key == "1")
        #expect(outcome.after.findings.isEmpty, "found \(outcome.after.findings)")
        #expect(outcome.refusals.isEmpty)
        #expect(!outcome.before.findings.isEmpty)
    }

    @Test func `a bow tie becomes two triangles, and its square metres are told`() throws {
        let outcome = try LintCase.repair(
            GeoJSON.file(GeoJSON.feature(coordinates: "[[[0,0],[0.02,0.02],[0.02,0],[0,0.02],[0,0]]]"))
        )
        #expect(outcome.after.findings.isEmpty)
        let change = try #require(outcome.changes.first)
        #expect(change.message.contains("made it valid (Self-intersection)"))
        // Two triangles of half a square of 2,224 m each; their turns had cancelled each other.
        let grown = try #require(change.squareMetres)
        #expect(abs(grown - 2_472_600) < 5000, "found \(grown)")
        #expect(String(decoding: outcome.data, as: UTF8.self).contains("MultiPolygon"))
    }

    @Test func `what is narrow only once a part far away is gone goes with it`() throws {
        // A strip of 0.7 m at 60° north; measured half way to the equator, where a tiny part lies, it is wider than 1 m.
        let square = "[[[10,60],[10.1,60],[10.1,60.1],[10,60.1],[10,60]]]"
        let strip = "[[[11,60],[11.00001259,60],[11.00001259,60.01],[11,60.01],[11,60]]]"
        let speck = "[[[10,0],[10.000001,0],[10.000001,0.000001],[10,0.000001],[10,0]]]"
        let text = GeoJSON.file(GeoJSON.feature(coordinates: "[\(square),\(strip),\(speck)]"))
            .replacing("\"Polygon\"", with: "\"MultiPolygon\"")
        let outcome = try LintCase.repair(text)
        let change = try #require(outcome.changes.first)
        #expect(change.message.contains("took out 2 tiny or narrow parts"), "\(change)")
        #expect(outcome.after.findings.isEmpty, "\(outcome.after.findings)")
    }

    @Test func `all but the coordinates that change stays byte for byte`() throws {
        let before = """
            {"type": "FeatureCollection", "name": "x\\u00e9", "features" : [
              {"id": 1.50, "type":"Feature", "properties" : {"code":1.0, "name":"\\ud83d\\ude00", "b": [1,  2], "a":1e2 },
               "geometry": {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]], "x": 1}, "more": {"k": null}},
              { "type":"Feature", "properties":{"code":"2","name":"Two"}, "geometry":{"coordinates":[[[2.50,0],[3,0],[3,1],[2.50,0]]],"type":"Polygon"}}
            ] , "tail" : true }

            """
        let outcome = try LintCase.repair(before)
        let after = before.replacing(
            #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]], "x": 1}"#,
            with: #"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0],[0.0,0.0]]]}"#
        )
        #expect(String(decoding: outcome.data, as: UTF8.self) == after)
        #expect(outcome.after.findings.isEmpty)
    }

    @Test func `a sound file stays as it is`() throws {
        let text = GeoJSON.file(GeoJSON.feature())
        let outcome = try LintCase.repair(text)
        #expect(outcome.data == Data(text.utf8))
        #expect(outcome.changes.isEmpty && outcome.refusals.isEmpty)
    }

    @Test(arguments: [
        (#"{"type":"FeatureCollection","crs":CRS,"features":[F]}"#, #"{"type":"FeatureCollection","features":[F]}"#),
        (
            #"{"type":"FeatureCollection","features":[F] , "crs" : CRS }"#,
            #"{"type":"FeatureCollection","features":[F] }"#
        ),
        (#"{ "crs":CRS, "type":"FeatureCollection","features":[F]}"#, #"{ "type":"FeatureCollection","features":[F]}"#),
    ])
    func `a crs that says nothing goes with one comma`(before: String, after: String) throws {
        func fill(_ text: String) -> String {
            text.replacing("CRS", with: #"{"type":"name","properties":{"name":"EPSG:4326"}}"#)
                .replacing("[F]", with: "[\(GeoJSON.feature())]")
        }
        let outcome = try LintCase.repair(fill(before))
        #expect(String(decoding: outcome.data, as: UTF8.self) == fill(after))
        #expect(outcome.after.findings.isEmpty)
        #expect(outcome.changes.map(\.feature) == [nil])
    }

    @Test func `a crs that contradicts the positions goes only where all lie in the stated extent`() throws {
        let square = "[[[-74,40.6],[-73.9,40.6],[-73.9,40.7],[-74,40.7],[-74,40.6]]]"
        let text = GeoJSON.file(
            GeoJSON.feature(coordinates: square),
            crs: #"{"type": "name", "properties": {"name": "EPSG:2263"}}"#
        )
        let blind = try LintCase.repair(text)
        #expect(blind.changes.isEmpty)
        #expect(!blind.after.isReadable)
        #expect(blind.after.findings.first?.remedy.contains("look like degrees") == true)
        let seeing = try LintCase.repair(text, extent: LintCase.newYork)
        #expect(seeing.after.findings.isEmpty)
        #expect(seeing.changes.first?.message.contains("all lie in the extent") == true)
    }

    @Test(arguments: [
        ("[[[40.6,-74],[-73.9,40.6],[40.7,-73.9],[40.7,-74],[40.6,-74]]]", "only 4 of 5 positions look swapped"),
        ("[[[980000,190000],[981000,190000],[981000,191000],[980000,190000]]]", "have to be converted first"),
        ("[[[-74,40.6],[-73.9,40.6],[-73.9,50],[-74,40.6]]]", "no position is guessed"),
        ("[[[-74,40.6],[-73.9,40.6],[-74,40.6]]]", "no ring of three corners is left"),
        ("[[[-74,40.6],[-73.9,40.6],[-73.8,40.6],[-74,40.6]]]", "no area is left of it"),
    ])
    func `what cannot be repaired stays an error, and it is said why`(coordinates: String, reason: String) throws {
        let text = GeoJSON.file(GeoJSON.feature(coordinates: coordinates))
        let outcome = try LintCase.repair(text, extent: LintCase.newYork)
        #expect(outcome.data == Data(text.utf8))
        #expect(!outcome.after.isReadable)
        #expect(outcome.refusals.first?.message.contains(reason) == true, "found \(outcome.refusals)")
    }

    @Test func `a second geometry that others would read goes, and the box of a turned file`() throws {
        let text = """
            {"type":"FeatureCollection","bbox":[40.6,-74,40.7,-73.9],"features":[{"type":"Feature","bbox":[1,2,3,4],
            "properties":{"code":1,"name":"One"},
            "geometry":{"type":"Polygon","coordinates":[[[40.6,-74],[40.6,-73.9],[40.7,-73.9],[40.7,-74],[40.6,-74]]]},"geometry":null}]}
            """
        let outcome = try LintCase.repair(text, extent: LintCase.newYork)
        let repaired = String(decoding: outcome.data, as: UTF8.self)
        #expect(!repaired.contains("bbox"))
        #expect(repaired.components(separatedBy: "\"geometry\"").count == 2)
        #expect(outcome.after.findings.isEmpty, "found \(outcome.after.findings)")
    }

    @Test func `a feature without a geometry is never dropped`() throws {
        let outcome = try LintCase.repair(
            GeoJSON.file(
                GeoJSON.feature(geometry: "null"),
                GeoJSON.feature(code: "2", coordinates: "[[[0,0],[1,0],[1,1]]]")
            )
        )
        #expect(outcome.after.features == 2)
        #expect(outcome.changes.map(\.feature) == [1])
        #expect(outcome.after.findings.map(\.rule) == [.fault(.missingGeometry)])
    }
}
