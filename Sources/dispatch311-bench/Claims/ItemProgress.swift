/// Where the items of a side are.
struct ItemProgress: Sendable {
    let waiting: Int
    let leased: Int
    let finished: Int

    /// Throws where the items that no longer wait are not all finished: then what was measured is not the work.
    func check(of items: Int, by side: String) throws(BenchError) {
        guard leased == 0, finished == items - waiting, finished > 0 else {
            throw BenchError(
                """
                expected every item that \(side) took to be done, found \(items) of which \(waiting) wait, \(leased) \
                are with a worker and \(finished) are done
                """
            )
        }
    }
}
