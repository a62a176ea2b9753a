import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One thing the server says of itself: a shape, a name, how it goes.
struct SystemLine: Sendable {
    /// How late deadlines may be acted on before it is a fault.
    private static let sweepPatience: Duration = .seconds(30)

    let name: String
    let words: String
    let isBad: Bool

    static func all(_ figures: BoardFigures, words: StaffWords) -> [SystemLine] {
        let system = figures.system
        let last = system.lastSubmission.map {
            ", the last \(words.time.distance(figures.at.timeIntervalSince($0))) ago"
        }
        let lag = system.sweepLag.map { max($0, .zero) }
        let isMany = system.mails >= BoardSystem.maximumMails
        return [
            SystemLine(name: "Database", words: "answers", isBad: false),
            SystemLine(
                name: "Reports",
                words: "\(system.lastMinute.grouped) in the last minute\(last ?? ", none yet")",
                isBad: false
            ),
            SystemLine(
                name: "Deadlines",
                words: lag.map { "the oldest is acted on \(Int($0 / .seconds(1)).grouped) s late" } ?? "none waits",
                isBad: lag.map { $0 > sweepPatience } ?? false
            ),
            SystemLine(
                name: "Mails waiting",
                words: isMany ? "\(system.mails.grouped) or more" : system.mails.grouped,
                isBad: isMany
            ),
        ]
    }
}
