import Boundaries
import Crypto
import ServiceRequests

/// Notices reports that come more often than people send them: about one place, or in the same words.
///
/// Each server for itself and in memory only; no words are kept, only their hashes.
final class ReportWatch: Sendable {
    /// About one service and one place within an hour: a burst main brings in dozens of calls, and the crew needs few of them.
    static let perPlace = 30
    /// Places that are reported in the same words within an hour; shorter texts do not count.
    static let placesPerText = 10
    private static let shortest = 20
    private static let most = 100_000
    private static let hour = Duration.seconds(3600)

    /// Some hundred metres of one service.
    private struct Spot: Hashable {
        let city: String
        let service: String
        let place: Cell
    }

    /// A thousandth of a degree.
    private struct Cell: Hashable {
        let latitude: Int32
        let longitude: Int32
    }

    private struct Told: Hashable {
        let city: String
        let words: SHA256.Digest
        let place: Cell?
    }

    private let spots = PaceBook<Spot>(Pace(perPlace, in: hour), most: most)
    private let texts = PaceBook<Told>(Pace(placesPerText, in: hour), most: most)
    /// Which words were said of which place: again about the same one is the same person, or a neighbour.
    private let tellings = PaceBook<Told>(Pace(1, in: hour), most: most)

    /// Counts a draft; why a person should look at it first, nil for nearly all.
    func notice(_ draft: ServiceRequest.Draft, in city: String) -> Suspicion? {
        let place = draft.coordinate.map { point in
            Cell(latitude: Int32(point.latitude * 1000), longitude: Int32(point.longitude * 1000))
        }
        var suspicion: Suspicion?
        if let words = draft.description.flatMap(Self.hash) {
            let isNew = tellings.take(Told(city: city, words: words, place: place)) == nil
            if isNew, texts.take(Told(city: city, words: words, place: nil)) != nil { suspicion = .repeatedWords }
        }
        if let place, spots.take(Spot(city: city, service: draft.serviceCode, place: place)) != nil {
            suspicion = suspicion ?? .busyPlace
        }
        return suspicion
    }

    /// What a text says, whatever its capitals and blanks; nil for a short one.
    private static func hash(_ text: String) -> SHA256.Digest? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
        return words.utf8.count < shortest ? nil : SHA256.hash(data: Array(words.utf8))
    }
}
