/// The tiny city of the tests, as far as a run needs to know it: who works there and what residents send in.
enum ChaosCity {
    /// Its code.
    static let code = "tiny"
    /// Every department, triage among them.
    static let departments = ["works", "parks", "police", "triage"]

    private static let places = ["10.01&long=20.005", "10.01&long=20.015", "10.01&long=20.025", "10.01&long=20.035"]
    private static let services = [
        "pothole", "pothole&attribute%5Bdepth%5D=deep", "fallen-tree", "flood",
        "noise&attribute%5Bsince%5D=yesterday", "person-in-need",
    ]

    /// The idempotency key of a submission, which its description says as well.
    static func key(seed: UInt64, _ index: Int) -> String { "chaos-\(seed)-\(index)" }

    /// Which submission a key or a description is of; nil for another run's or anybody else's.
    static func index(of key: String, seed: UInt64) -> Int? {
        let start = "chaos-\(seed)-"
        return key.hasPrefix(start) ? Int(key.dropFirst(start.count)) : nil
    }

    /// The form of a submission: the same whenever it is sent.
    static func form(seed: UInt64, _ index: Int) -> String {
        var dice = ChaosDice(seed: seed, "form \(index)")
        let (service, place) = (dice.pick(services), dice.pick(places))
        return "service_code=\(service)&lat=\(place)&description=\(key(seed: seed, index))"
    }
}
