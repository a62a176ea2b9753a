import Testing

@testable import Web

/// The small parts the drawing is made of.
@Suite struct MapPartsTests {
    typealias Tenths = MapProjection.Tenths

    @Test(arguments: [
        ([Tenths(0, 0), Tenths(10, 0), Tenths(10, -5)], "M0 0l10 0 0-5z"),
        ([Tenths(-3, 1205), Tenths(-4, 1200), Tenths(-4, 1200), Tenths(100, 0)], "M-3 1205l-1-5 104-1200z"),
        ([Tenths(7, 7), Tenths(7, 7), Tenths(7, 7)], "M7 7l0 0z"),
        ([Tenths(1, 1), Tenths(2, 2)], ""),
        ([], ""),
    ])
    func `a ring is written short and relative`(ring: [Tenths], expected: String) {
        var path = PathText()
        path.add(ring: ring)
        #expect(path.text == expected)
    }

    @Test(arguments: [
        // Inside, outside, over one edge, over a corner, around the whole frame.
        ([Tenths(1, 1), Tenths(9, 1), Tenths(5, 9)], [Tenths(1, 1), Tenths(9, 1), Tenths(5, 9)]),
        ([Tenths(11, 1), Tenths(19, 1), Tenths(15, 9)], []),
        (
            [Tenths(5, 2), Tenths(15, 2), Tenths(15, 8), Tenths(5, 8)],
            [Tenths(5, 2), Tenths(10, 2), Tenths(10, 8), Tenths(5, 8)]
        ),
        (
            [Tenths(-10, -10), Tenths(20, -10), Tenths(20, 20), Tenths(-10, 20)],
            [Tenths(0, 0), Tenths(10, 0), Tenths(10, 10), Tenths(0, 10)]
        ),
    ])
    func `a ring is cut off at the frame`(ring: [Tenths], expected: [Tenths]) {
        let clipped = PixelFrame(low: Tenths(0, 0), high: Tenths(10, 10)).clipped(ring)
        #expect(Set(clipped) == Set(expected))
        #expect(clipped.count == expected.count)
    }

    @Test func `a line's runs are the chains of edges that may be seen`() {
        let frame = PixelFrame(low: Tenths(0, 0), high: Tenths(10, 10))
        let line = [
            Tenths(-20, 5), Tenths(-10, 5), Tenths(5, 5), Tenths(20, 5), Tenths(20, 20), Tenths(5, 20), Tenths(5, 9),
        ]
        #expect(frame.runs(line) == [[Tenths(-10, 5), Tenths(5, 5), Tenths(20, 5)], [Tenths(5, 20), Tenths(5, 9)]])
        #expect(frame.runs([]).isEmpty)
    }

    @Test func `a line keeps its ends and every corner that shows`() {
        let straight = (0...100).map { Tenths(Int32($0) * 10, Int32($0 % 2)) }
        #expect(LineSimplifier.line(straight) == [straight[0], straight[100]])
        let corner = [Tenths(0, 0), Tenths(50, 1), Tenths(100, 0), Tenths(100, 100)]
        #expect(LineSimplifier.line(corner) == [Tenths(0, 0), Tenths(100, 0), Tenths(100, 100)])
        let square = [Tenths(0, 0), Tenths(50, 0), Tenths(100, 0), Tenths(100, 100), Tenths(0, 100)]
        #expect(
            Set(LineSimplifier.ring(square)) == Set([Tenths(0, 0), Tenths(100, 0), Tenths(100, 100), Tenths(0, 100)])
        )
        #expect(LineSimplifier.ring([Tenths(0, 0), Tenths(1, 0), Tenths(1, 1), Tenths(0, 1)]).isEmpty)
    }

    @Test(arguments: [
        (116.0, "10 km", 86, "5 mi", 69), (9.05, "500 m", 55, "2000 ft", 67), (1.81, "100 m", 55, "500 ft", 84),
        (0.45, "20 m", 44, "100 ft", 68), (18.1, "1 km", 55, "1 mi", 89), (0.02, "2 m", 100, "5 ft", 76),
    ])
    func `bars are round lengths that fit`(
        metresPerPixel: Double,
        metric: String,
        metricPixels: Int,
        american: String,
        americanPixels: Int
    ) {
        let bars =
            [ScaleBar(.metric, metresPerPixel: metresPerPixel, most: 100)]
            + [ScaleBar(.american, metresPerPixel: metresPerPixel, most: 100)]
        #expect(bars.map(\.text) == [metric, american])
        #expect(bars.map(\.pixels) == [metricPixels, americanPixels])
    }

    @Test(arguments: [
        ("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"), ("]]>", "]]&gt;"), ("a\u{1}b\u{FFFE}", "a\u{FFFD}b\u{FFFD}"),
        ("é 東 😀", "é 東 😀"), ("</title><script>", "&lt;/title&gt;&lt;script&gt;"),
    ])
    func `text is escaped for XML`(text: String, expected: String) {
        #expect(SVGText.escaped(text) == expected)
    }
}
