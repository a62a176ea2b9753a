import Foundation
import Testing

@testable import Web

@Suite struct MapStyleTests {
    /// The colours of one scheme, by name, each as red, green and blue from 0 to 1.
    private static func colours(_ part: Substring) -> [String: [Double]] {
        var colours: [String: [Double]] = [:]
        for match in part.matches(of: #/--([a-z]+):#([0-9a-f]+)/#) {
            let digits = match.2.count == 3 ? String(match.2.flatMap { [$0, $0] }) : String(match.2)
            let value = Int(digits, radix: 16) ?? 0
            colours[String(match.1)] = [16, 8, 0].map { Double(value >> $0 & 255) / 255 }
        }
        return colours
    }

    /// Light and dark.
    private static let schemes: [[String: [Double]]] = {
        let parts = MapStyle.css.split(separator: "prefers-color-scheme:dark")
        return parts.map(colours)
    }()

    /// Relative luminance, WCAG 2.2.
    private static func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return zip(linear, [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func contrast(_ first: [Double], _ second: [Double]) -> Double {
        let (low, high) = (min(luminance(first), luminance(second)), max(luminance(first), luminance(second)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test(arguments: ["line", "mark", "ink"], [0, 1])
    func `what matters has 3 to 1 against everything it can lie on`(mark: String, scheme: Int) throws {
        let colours = Self.schemes[scheme]
        let colour = try #require(colours[mark])
        for ground in ["outside", "water", "land", "park", "airport", "block", "street", "paper"] {
            // Streets are themselves lines between land; text has its own ground, the paper around its letters.
            let least = ground == "paper" && mark == "ink" ? 7.0 : ground == "street" ? 2.5 : 3
            let contrast = Self.contrast(colour, try #require(colours[ground]))
            #expect(contrast >= least, "\(mark) on \(ground): \(contrast)")
        }
    }

    @Test func `dark has every colour light has`() {
        #expect(Self.schemes.count == 2)
        #expect(Set(Self.schemes[0].keys) == Set(Self.schemes[1].keys))
    }
}
