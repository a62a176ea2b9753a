extension FileLook {
    /// Features with the same finding before they are told of together.
    static let foldedFrom = 6

    /// What is wrong with every feature alike is told once, with the list of the features.
    static func folded(_ findings: [BoundaryFinding], of count: Int) -> [BoundaryFinding] {
        var featuresByRule: [BoundaryFinding.Rule: [Int]] = [:]
        for finding in findings where isFoldable(finding.rule) {
            guard let feature = finding.feature, featuresByRule[finding.rule]?.last != feature else { continue }
            featuresByRule[finding.rule, default: []].append(feature)
        }
        let folded = featuresByRule.filter { $0.value.count >= foldedFrom }
        guard !folded.isEmpty else { return findings }
        var told: Set<BoundaryFinding.Rule> = []
        return findings.compactMap { finding in
            guard finding.feature != nil, let features = folded[finding.rule] else { return finding }
            guard told.insert(finding.rule).inserted else { return nil }
            let words = which(features, of: count)
            return BoundaryFinding(
                rule: finding.rule,
                file: finding.file,
                feature: nil,
                key: nil,
                place: finding.place,
                message: "\(finding.message); so it is in \(words)",
                remedy: finding.remedy
            )
        }
    }

    /// The features in words, those of a file that has so many.
    static func which(_ features: [Int], of count: Int) -> String {
        guard features.count == count else { return list(features) }
        return count == 1 ? "its one feature" : "all \(count) features"
    }

    /// A list of features as ranges: "29 features, 0–7, 9, 11–30".
    private static func list(_ features: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for feature in features.sorted() {
            if let last = ranges.last, feature <= last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, feature)
            } else {
                ranges.append(feature...feature)
            }
        }
        let texts = ranges.prefix(50).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        let more = ranges.count > texts.count ? " and more" : ""
        return "\(features.count) feature\(features.count == 1 ? "" : "s"), \(texts.joined(separator: ", "))\(more)"
    }

    private static func isFoldable(_ rule: BoundaryFinding.Rule) -> Bool {
        switch rule {
        case .fault(let kind):
            switch kind {
            case .swapped, .outOfRange, .outsideExtent, .missingKey, .unusableKey, .missingLabel, .notAFeature,
                .missingGeometry, .unsupportedGeometry, .malformedCoordinates:
                true
            default: false
            }
        case .oddity(let oddity):
            switch oddity {
            case .repeatedMember, .repeatedPosition, .ringDirection, .elevation: true
            default: false
            }
        }
    }
}
