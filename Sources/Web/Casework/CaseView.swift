import Boundaries
import ServiceRequests
import Store

/// A service request as staff read it: `report.mustache` and `story.mustache`.
struct CaseView: Sendable {
    /// A department's share of the request.
    struct Leg: Sendable {
        let number: Int
        let department: String
        let queue: String
        let standing: String
        let due: DueView?
        /// That its date moved, that its clock stands still.
        let notes: [String]
        /// Nil for the leg being looked at, and for other departments'.
        let address: String?
    }

    /// Another request.
    struct Like: Sendable {
        let reference: String
        let address: String
    }

    /// A picture of the place, made on the server.
    struct Map: Sendable {
        let address: String
        let words: String
    }

    /// In groups, as the resident reads it.
    let reference: String
    /// The resident's page of it.
    let address: String
    let service: String
    let isPrivate: Bool
    let came: LocalTime.Stamp
    /// By which channel; nil where none was kept.
    let wayIn: String?
    /// What the resident said of an edge nearby; nil where nobody asked.
    let edge: String?
    /// Open requests the resident was shown and found to be other problems.
    let likes: [Like]
    let hasLikes: Bool
    let closed: LocalTime.Stamp?
    let place: String
    let point: String?
    let map: Map?
    let description: String?
    let answers: [AnswerView]
    let hasAnswers: Bool
    let told: String?
    let why: String?
    let evidence: [String]
    let legs: [Leg]
    let hasOtherLegs: Bool
    let history: [EventView]
    /// Where its place is explained with today's catalog; nil without a point, and for who may not read the catalog.
    var explain: String?

    /// As a department looks at one of its legs, or, without an item, at the request as a whole.
    init(_ file: CaseFile, item: Int64?, words: StaffWords, viewer: String) {
        let subject = file.legs.first?.subject
        let code = subject?.serviceCode ?? ""
        reference = HistoryWords.shown(file.serviceRequestID)
        address = "/r/\(file.serviceRequestID)"
        service = words.service(code)
        isPrivate = file.isPrivate
        came = words.time.stamp(file.requestedAt, words.time.moment(file.requestedAt, now: words.now))
        wayIn = words.wayIn(file.wayIn)
        edge = words.edge(file.wayIn)
        likes = file.wayIn.looksLike.map { Like(reference: HistoryWords.shown($0), address: "/r/\($0)") }
        hasLikes = !likes.isEmpty
        closed = file.closedAt.map { words.time.stamp($0, words.time.moment($0, now: words.now)) }
        let place = subject.map(words.place) ?? ""
        self.place = place
        let coordinate = subject?.coordinate
        // Where no words were given, the point is the place.
        point = coordinate.map(words.point).flatMap { $0 == place ? nil : $0 }
        map = coordinate.map { Map($0, words: words) }
        description = file.description
        answers = AnswerView.all(file.attributesJSON, of: code, words: words)
        hasAnswers = !answers.isEmpty
        told = file.statusNotes
        let decision = file.history.last { $0.decisionJSON != nil }?.decisionJSON.flatMap {
            try? RoutingDecision(json: $0)
        }
        let lines = decision?.explanation(catalog: words.catalog, language: words.language) ?? []
        why = lines.first
        evidence = Array(lines.dropFirst())
        legs = file.legs.map { Leg($0, item: item, of: file, words: words, viewer: viewer) }
        hasOtherLegs = item == nil || file.legs.count > 1
        history = file.history.map { EventView($0, words: words) }
    }
}

extension CaseView.Leg {
    fileprivate init(_ row: ItemRow, item: Int64?, of file: CaseFile, words: StaffWords, viewer: String) {
        number = row.leg
        department = words.department(row.department)
        queue = row.subject?.queue ?? ""
        standing = words.standing(row)
        due = words.due(row)
        notes = words.notes(on: row, history: file.history)
        address = row.item != item && row.belongs(to: viewer) ? "/desk/items/\(row.item)" : nil
    }
}

extension CaseView.Map {
    /// Close enough to tell one block from the next.
    private static let zoom = 16

    fileprivate init(_ coordinate: Coordinate, words: StaffWords) {
        let view = MapView(centre: coordinate, zoom: Self.zoom, size: .narrow)
        address = MapAddress.path(of: MapDrawing(view, pin: coordinate))
        self.words = "Map of the place at \(words.point(coordinate))"
    }
}
