import Boundaries

extension BoundaryLintReport {
    /// One thing that is wrong or odd.
    struct Finding: Encodable, Sendable {
        /// `error`, `warning` or `note`.
        let severity: String
        /// What kind of thing: `openRing`.
        let rule: String
        /// The feature, counted from 0.
        let feature: Int?
        /// The boundary's id.
        let key: String?
        /// Degrees north, where the place is one on the earth.
        let latitude: Double?
        /// Degrees east.
        let longitude: Double?
        /// The file's own two numbers, where they are no place on the earth.
        let numbers: [Double]?
        /// What was expected and what was found.
        let message: String
        /// What to do about it.
        let remedy: String
        /// Feature, place and message in one line, as people read it.
        let text: String

        init(_ finding: BoundaryFinding) {
            severity = finding.severity.rawValue
            rule = finding.rule.name
            feature = finding.feature
            key = finding.key
            switch finding.place {
            case .coordinate(let coordinate):
                (latitude, longitude, numbers) = (coordinate.latitude, coordinate.longitude, nil)
            case .raw(let first, let second) where first.isFinite && second.isFinite:
                (latitude, longitude, numbers) = (nil, nil, [first, second])
            default:
                (latitude, longitude, numbers) = (nil, nil, nil)
            }
            message = finding.message
            remedy = finding.remedy
            text = finding.textInFile
        }

        init(problem: String) {
            severity = BoundaryFinding.Severity.error.rawValue
            rule = "unreadable"
            (feature, key, latitude, longitude, numbers) = (nil, nil, nil, nil, nil)
            message = problem
            remedy = "Correct layers.yml, or put the file where it says."
            text = problem
        }
    }

    /// One thing a repair did or left.
    struct Change: Encodable, Sendable {
        /// The feature, counted from 0.
        let feature: Int?
        /// The boundary's id.
        let key: String?
        /// What was done, or why it was not.
        let message: String
        /// By how many square metres the area grew.
        let squareMetres: Double?
        /// All of it in one line, as people read it.
        let text: String

        /// The line without the feature, which is not in the JSON.
        let words: String

        private enum CodingKeys: CodingKey {
            case feature, key, message, squareMetres, text
        }

        init(_ change: RepairChange) {
            feature = change.feature
            key = change.key
            message = change.message
            squareMetres = change.squareMetres
            text = change.description
            words = change.textWithoutFeature
        }
    }
}
