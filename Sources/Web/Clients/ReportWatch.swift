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
    /// What one household adds to that: alone it makes nobody else's reports suspicious.
    static let perHousehold = 10
    /// Letters and digits, whatever they take in bytes.
    private static let shortest = 20
    private static let most = 100_000
    private static let hour = Duration.seconds(3600)

    /// Some hundred metres of one service.
    fileprivate struct Spot: Hashable {
        let city: String
        let service: String
        let place: Cell
    }

    /// A thousandth of a degree.
    fileprivate struct Cell: Hashable {
        let latitude: Int32
        let longitude: Int32
    }

    fileprivate struct Share: Hashable {
        let spot: Spot
        let household: NetworkAddress?
    }

    fileprivate struct Told: Hashable {
        let city: String
        let words: SHA256.Digest
        let place: Cell?
    }

    private let spots = PaceBook<Spot>(Pace(perPlace, in: hour), most: most)
    private let shares = PaceBook<Share>(Pace(perHousehold, in: hour), most: most)
    private let texts = PaceBook<Told>(Pace(placesPerText, in: hour), most: most)
    /// Which words were said of which place: again about the same one is the same person, or a neighbour.
    private let tellings = PaceBook<Told>(Pace(1, in: hour), most: most)

    /// What was noticed of a draft, and counted.
    struct Notice: Sendable {
        /// Why a person should look at it first; nil for nearly all.
        var suspicion: Suspicion?
        fileprivate var share: Share?
        fileprivate var spot: Spot?
        fileprivate var text: Told?
        fileprivate var telling: Told?
    }

    /// Counts a draft, before it is stored: of many at the same time none may pass for the first.
    func notice(_ draft: ServiceRequest.Draft, in city: String, from household: NetworkAddress?) -> Notice {
        let facts = Facts(draft, in: city, from: household)
        var notice = Notice()
        if let share = facts.share {
            if shares.take(share) != nil {
                notice.suspicion = .busyPlace
            } else {
                notice.share = share
                if spots.take(share.spot) == nil { notice.spot = share.spot } else { notice.suspicion = .busyPlace }
            }
        }
        if let telling = facts.telling, let text = facts.text, tellings.take(telling) == nil {
            notice.telling = telling
            if texts.take(text) == nil { notice.text = text } else { notice.suspicion = .repeatedWords }
        }
        return notice
    }

    /// Counts for nothing what was noticed of a draft that nobody stored, or had been stored before.
    func takeBack(_ notice: Notice) {
        if let share = notice.share { shares.giveBack(share) }
        if let spot = notice.spot { spots.giveBack(spot) }
        if let text = notice.text { texts.giveBack(text) }
        if let telling = notice.telling { tellings.giveBack(telling) }
    }

    /// What is counted of a draft.
    private struct Facts {
        /// Who speaks of which place; nil without a point.
        var share: Share?
        /// What is said, and what is said of the place; nil of a short text.
        var text: Told?
        var telling: Told?

        init(_ draft: ServiceRequest.Draft, in city: String, from household: NetworkAddress?) {
            // Closures over the draft crash the optimiser of Swift 6.3 here.
            var place: Cell?
            if let point = draft.coordinate {
                let cell = Cell(latitude: Int32(point.latitude * 1000), longitude: Int32(point.longitude * 1000))
                share = Share(spot: Spot(city: city, service: draft.serviceCode, place: cell), household: household)
                place = cell
            }
            guard let description = draft.description, let words = ReportWatch.hash(description) else { return }
            text = Told(city: city, words: words, place: nil)
            telling = Told(city: city, words: words, place: place)
        }
    }

    /// What a text says, whatever its capitals and blanks; nil for a short one.
    private static func hash(_ text: String) -> SHA256.Digest? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
        return words.count < shortest ? nil : SHA256.hash(data: Array(words.utf8))
    }
}
