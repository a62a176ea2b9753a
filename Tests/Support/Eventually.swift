/// Asks until it is so, and says whether it was: for a minute at least, and a hundred times at least.
///
/// Both, because on a machine that runs a thousand tests at once a pause of 20 ms may take a minute.
public func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    var looks = 0
    while looks < 100 || ContinuousClock.now < end {
        if try await isSo() { return true }
        looks += 1
        try await Task.sleep(for: .milliseconds(20))
    }
    return false
}
