import Testing

@testable import dispatch311

@Suite struct ProgressLineTests {
    @Test func `a line tells share, counts, rate and the time that is left`() {
        let line = ProgressLine(label: "Sending", total: 1000, done: 620, elapsed: .seconds(2))
        #expect(
            line.text(width: 80, isPlain: true)
                == "Sending  [##################............]  62 %  620/1,000  310/s  ETA 0:01"
        )
        #expect(line.text(width: 80, isPlain: false).contains("█"))
    }

    @Test(arguments: [20, 30, 40, 60, 80, 200])
    func `a line never passes the width`(width: Int) {
        for done in [0, 1, 999_999, 1_000_000] {
            let line = ProgressLine(label: "Sending", total: 1_000_000, done: done, elapsed: .seconds(3600))
            #expect(line.text(width: width, isPlain: false).count <= width)
        }
    }

    @Test func `only what is all done is a hundred percent`() {
        let almost = ProgressLine(label: "x", total: 1000, done: 999, elapsed: .seconds(1))
        #expect(almost.text(width: 80, isPlain: true).contains(" 99 %"))
        let done = ProgressLine(label: "x", total: 1000, done: 1000, elapsed: .seconds(1))
        #expect(done.text(width: 80, isPlain: true).contains("100 %"))
        #expect(!done.text(width: 80, isPlain: true).contains("ETA"))
    }

    @Test func `more than was foreseen does not break the bar`() {
        let line = ProgressLine(label: "x", total: 10, done: 20, elapsed: .seconds(1))
        #expect(line.text(width: 80, isPlain: true).contains("100 %  20/10"))
    }

    @Test func `without a total there are counts and a rate only`() {
        let line = ProgressLine(label: "Sending", total: nil, done: 50, elapsed: .seconds(10))
        #expect(line.text(width: 80, isPlain: true) == "Sending  50  5.0/s")
        #expect(line.remaining == nil)
    }

    @Test func `before anything is done nobody knows how long it takes`() {
        #expect(ProgressLine(label: "x", total: 10, done: 0, elapsed: .zero).remaining == nil)
        #expect(ProgressLine(label: "x", total: 10, done: 0, elapsed: .zero).rate == 0)
    }
}
