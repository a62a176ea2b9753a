/// What a thorough look at a file has seen, before it is put into words.
struct FileLook {
    let subject: LintSubject
    let extent: BoundingBox?
    var faults: [BoundaryFault] = []
    var guess: KeyGuess?
    /// The property taken for the key; nil where the file could not be decoded.
    var key: String?
    /// Elements of `features`.
    var count = 0
    var system: RawCollection.ReferenceSystem = .absent
    var features: [CheckedFeature] = []
    var bytes: [UInt8] = []
    var outline: JSONOutline?

    init(subject: LintSubject, extent: BoundingBox?) {
        self.subject = subject
        self.extent = extent
    }

    /// The lowest and highest numbers of the features that look projected; nil where none does.
    var projectedRange: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
        var low = SIMD2(repeating: Double.infinity)
        var high = -low
        for feature in features where feature.geometry.troubles[.projected] != nil {
            guard let raw = feature.geometry.raw else { continue }
            for ring in raw.polygons.joined() {
                for index in stride(from: 0, to: ring.count - 1, by: 2) {
                    let position = SIMD2(ring[index], ring[index + 1])
                    low = pointwiseMin(low, position)
                    high = pointwiseMax(high, position)
                }
            }
        }
        guard low.x <= high.x, low.y <= high.y else { return nil }
        return (low.x...high.x, low.y...high.y)
    }

    /// What the numbers of projected features look like, in words.
    func words(x: ClosedRange<Double>, y: ClosedRange<Double>) -> String {
        if case .named(let name) = system, let code = ReferenceSystem.code(named: name),
            let known = ReferenceSystem.known(code: code),
            known.position(x.lowerBound / 2 + x.upperBound / 2, y.lowerBound / 2 + y.upperBound / 2)
                .map({ known.holds($0) && (extent?.contains($0) ?? true) }) ?? false
        {
            return "fit \(known.title), which its crs names"
        }
        return "look like \(ReferenceSystem.words(x: x, y: y, extent: extent))"
    }

    /// What the file's numbers are taken for: what its `crs` member says, else what they look like.
    var reference: Reference {
        if case .named(let name) = system, let code = ReferenceSystem.code(named: name) {
            let known = ReferenceSystem.known(code: code)
            return Reference(id: "EPSG:\(code)", isCertain: true, unit: known?.unit ?? .metre)
        }
        guard let range = projectedRange else { return Reference(id: nil, isCertain: false, unit: .metre) }
        let guesses = ReferenceSystem.guesses(x: range.x, y: range.y, extent: extent)
        let mayBeUTM = extent == nil && ReferenceSystem.mayBeUTM(x: range.x, y: range.y)
        return Reference(
            id: mayBeUTM ? nil : guesses.first?.id,
            isCertain: guesses.count == 1,
            unit: mayBeUTM ? .metre : guesses.first?.unit ?? .metre
        )
    }

    /// A reference system as a remedy names it.
    struct Reference {
        let id: String?
        let isCertain: Bool
        let unit: ReferenceSystem.Unit
    }
}
