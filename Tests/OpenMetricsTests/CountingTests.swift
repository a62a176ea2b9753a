import OpenMetrics
import Testing

@Suite struct CountingTests {
    @Test func `many that count at once lose nothing`() async {
        let tallies = Labelled<Int, Counter>(other: -1) { Counter() }
        let histogram = Histogram(sizes: [1, 5])
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for event in 0..<5000 {
                        tallies[event % 3].add()
                        histogram.observe(task)
                    }
                }
            }
        }
        #expect(tallies.all.mapValues(\.value) == [0: 13_336, 1: 13_336, 2: 13_328])
        #expect(
            histogram.reading == Histogram.Reading(bounds: [1, 5], counts: [10_000, 20_000, 10_000], sum: 140_000)
        )
    }

    @Test func `a counter never goes back`() {
        let counter = Counter()
        counter.add(3)
        counter.add(-2)
        counter.add(0)
        #expect(counter.value == 3)
    }

    @Test func `labels beyond the most there may be are counted together`() {
        let tallies = Labelled<String, Counter>(maximum: 2, other: "other") { Counter() }
        for label in ["a", "b", "c", "d", "a", "c"] { tallies[label].add() }
        #expect(tallies.all.mapValues(\.value) == ["a": 2, "b": 1, "other": 3])
    }
}
