/// The faults of one file as they are found: the first ones kept, the others counted.
struct FaultList {
    let file: String
    let maximum: Int
    private var kept: [BoundaryFault] = []
    private var count = 0

    init(file: String, maximum: Int) {
        self.file = file
        self.maximum = maximum
    }

    var isEmpty: Bool { count == 0 }

    mutating func add(
        _ kind: BoundaryFault.Kind,
        feature: Int? = nil,
        key: String? = nil,
        place: BoundaryFault.Place? = nil,
        _ message: String
    ) {
        count += 1
        guard kept.count < maximum else { return }
        kept.append(
            BoundaryFault(file: file, feature: feature, key: key, place: place, kind: kind, message: message)
        )
    }

    /// What there is to report, the last entry counting what is not listed.
    var all: [BoundaryFault] {
        guard count > kept.count else { return kept }
        let message = "expected a file without faults, found \(count - kept.count) more than are listed"
        return kept + [BoundaryFault(file: file, kind: .more, message: message)]
    }
}
