import Boundaries
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Puts codes, places and instants into the words staff of a city read, as of one moment.
struct StaffWords: Sendable {
    let catalog: Catalog
    let city: City
    private let index: BoundaryIndex
    let language: String
    let now: Date
    let time: LocalTime

    init(_ visit: StaffVisit, now: Date = .now) {
        city = visit.city
        catalog = visit.city.catalog
        index = visit.city.snapshot.index
        language = visit.page.language
        self.now = now
        time = LocalTime(zone: catalog.jurisdiction.timeZone, language: language)
    }

    /// A service's name; its code where the catalog no longer has it.
    func service(_ code: String) -> String {
        catalog.service(named: code)?.name.text(in: language) ?? code
    }

    /// A department's name; its code where the catalog no longer has it.
    func department(_ code: String) -> String {
        catalog.department(code)?.name.text(in: language) ?? code
    }

    /// A layer's name; its id where it has none.
    func layer(_ id: String) -> String {
        index.layers.first { $0.id == id }?.definition.names[language] ?? id
    }

    /// A boundary by its id: its name, else the layer's with the id.
    func boundary(_ id: String, in layer: String) -> String {
        index.reference(layer: layer, id: id).map(name) ?? "\(self.layer(layer)) \(id)"
    }

    /// The place: its words, else the address's id, else the parts of the city it lies in, else the point.
    func place(_ subject: ItemRow.Subject) -> String {
        if let words = subject.address ?? subject.addressID.map({ "Address \($0)" }) { return words }
        guard let coordinate = subject.coordinate else { return "No place given" }
        let names = parts(coordinate)
        return names.isEmpty ? point(coordinate) : names.joined(separator: ", ")
    }

    /// What people call where a point lies, the smallest part first, two at most: names without digits, for
    /// "Council District 10" tells nobody the way.
    private func parts(_ coordinate: Coordinate) -> [String] {
        let hits = index.probe(coordinate).hits
        let finest = index.layers.sorted { $0.boundaries.count > $1.boundaries.count }
        let names = finest.compactMap { hits[$0.id]?.boundary.name }.filter { !$0.contains(where: \.isNumber) }
        return Array(names.prefix(2))
    }

    /// A point to a metre: `40.71273, -74.00602`.
    func point(_ coordinate: Coordinate) -> String {
        "\(Self.degrees(coordinate.latitude)), \(Self.degrees(coordinate.longitude))"
    }

    /// By when an item is due; nil once it is over.
    func due(_ row: ItemRow) -> DueView? {
        guard row.closedAt == nil, let due = row.dueAt else { return nil }
        return row.pause == nil ? DueView(due, now: now, time: time) : DueView(paused: due, now: now, time: time)
    }

    /// How long ago, for `time.mustache`.
    func ago(_ instant: Date) -> LocalTime.Stamp {
        time.stamp(instant, time.ago(instant, now: now))
    }

    /// Where an item stands, in a few words.
    func standing(_ row: ItemRow) -> String {
        switch row.place {
        case .waiting: row.offer.map { "Offered by \(department($0.owner))" } ?? "Waiting"
        case .leased: row.holding.map { "With \($0.holder)" } ?? "With a worker"
        case .accepted: row.reference.map { "Accepted, their number \($0)" } ?? "Accepted"
        case .closed: outcome(row)
        case .cancelled: "Cancelled"
        }
    }

    /// How an item ended, as a label.
    private func outcome(_ row: ItemRow) -> String {
        row.outcome.map { Self.outcome($0, detail: row.outcomeDetail) } ?? "Closed"
    }

    /// An outcome as a label.
    static func outcome(_ code: String, detail: String?) -> String {
        let word =
            switch code {
            case "done": "Done"
            case "no_action": "No action"
            case "not_found": "Not found"
            case "duplicate": "Duplicate"
            case "handed_on": "Handed on"
            default: code
            }
        guard let detail else { return word }
        return switch code {
        case "duplicate": "\(word) of \(detail)"
        case "handed_on": "\(word) to \(detail)"
        default: "\(word): \(detail)"
        }
    }

    private static func degrees(_ value: Double) -> String {
        let scaled = (abs(value) * 100_000).rounded()
        let fraction = String(Int(scaled) % 100_000)
        let zeros = String(repeating: "0", count: 5 - fraction.count)
        return "\(value < 0 ? "-" : "")\(Int(scaled) / 100_000).\(zeros)\(fraction)"
    }
}
