import Testing

@testable import dispatch311

@Suite struct NumberTextTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
    func `thousands are set apart`(number: Int, expected: String) {
        #expect(NumberText.grouped(number) == expected)
    }

    @Test(arguments: [
        (1.0, 0, "1"), (0.996, 2, "1.00"), (1234.05, 1, "1,234.1"), (-0.04, 1, "0.0"), (-2.5, 1, "-2.5"),
        (.nan, 1, "-"), (.infinity, 0, "-"),
    ])
    func `a number has the digits asked for`(number: Double, digits: Int, expected: String) {
        #expect(NumberText.fixed(number, digits: digits) == expected)
    }

    @Test(arguments: [(0, "0:00"), (7, "0:07"), (750, "12:30"), (3723, "1:02:03"), (-5, "0:00")])
    func `a span reads like a clock`(seconds: Int, expected: String) {
        #expect(NumberText.clock(.seconds(seconds)) == expected)
    }

    @Test func `shares, counts and bytes read as people write them`() {
        #expect(NumberText.percent(0.99621, digits: 2) == "99.62 %")
        #expect(NumberText.count(1, "boundary", "boundaries") == "1 boundary")
        #expect(NumberText.count(1200, "boundary", "boundaries") == "1,200 boundaries")
        #expect(NumberText.bytes(1_400_000_000) == "1.4 GB")
        #expect(NumberText.bytes(512) == "512 bytes")
        #expect(NumberText.span(.milliseconds(850)) == "850 ms")
        #expect(NumberText.span(.seconds(7200)) == "2 h")
    }
}
