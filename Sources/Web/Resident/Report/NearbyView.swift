import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `nearby.mustache` shows: open reports of the same kind near a place.
struct NearbyView: Sendable {
    /// One of them.
    struct Item: Sendable {
        /// Its mark on the map.
        let number: Int
        /// "12 metres to the north".
        let distance: String
        let reported: LocalTime.Stamp
        /// Who has it, and how far it has come.
        let standing: String
        /// The place beside the point, as it was written.
        let near: String?
        /// What was said, where the public may read it.
        let description: String?
        /// Its page.
        let address: String
        /// What it is called, for those who hear the links alone.
        let reference: String
    }

    let sentence: String
    let map: MarkedMap
    let items: [Item]
    /// Where a report goes on that is none of these; nil where that must be written into its draft.
    let another: String?
    /// The form that writes it there.
    let form: Another?
    let back: String

    /// A form with nothing but a button.
    struct Another: Sendable {
        let action: String
        let draft: String
        let seen: String
    }

    init(
        _ found: [NearbyRequest],
        _ records: [ServiceRequest.Record],
        around point: Coordinate,
        of service: Catalog.Service,
        _ visit: PageVisit,
        _ trail: ReportTrail,
        isWritten: Bool
    ) {
        let words = visit.words
        let byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let shown = found.compactMap { nearby in byID[nearby.id].map { (nearby, $0) } }
        sentence = words(
            "nearby_found",
            shown.count,
            [
                "service": service.name.text(in: visit.language),
                "metres": String(Int(service.duplicateRadius.rounded())),
            ]
        )
        map = MarkedMap(
            point,
            metres: service.duplicateRadius,
            words: words("nearby_picture"),
            marking: shown.map(\.1.coordinate)
        )
        items = shown.enumerated().map { index, pair in
            Item(index + 1, pair.0, pair.1, from: point, visit)
        }
        let seen = found.map(\.id).joined(separator: ".")
        another = isWritten ? nil : trail.with { $0.seen = seen }.address("/report/details")
        form =
            isWritten
            ? Another(action: visit.address("/report/nearby"), draft: trail.draft?.text ?? "", seen: seen) : nil
        back =
            isWritten
            ? trail.with { $0.isChange = true }.address("/report/where")
            : trail.otherServices
    }
}

extension NearbyView.Item {
    fileprivate init(
        _ number: Int,
        _ nearby: NearbyRequest,
        _ record: ServiceRequest.Record,
        from point: Coordinate,
        _ visit: PageVisit
    ) {
        let words = visit.words
        let metres = Int(nearby.metres.rounded())
        let direction = record.coordinate.map { words.direction(from: point, to: $0) } ?? ""
        let time = LocalTime(zone: visit.city.catalog.jurisdiction.timeZone, language: visit.language)
        let department = ["department": visit.nameInSentence(ofDepartment: record.department)]
        self.init(
            number: number,
            distance: metres == 0
                ? words("nearby_here") : words("nearby_distance", metres, ["direction": direction]),
            reported: time.stamp(record.requestedAt, time.ago(record.requestedAt, now: visit.city.clock.now)),
            standing: nearby.isTakenOn ? words("nearby_taken_on", department) : words("nearby_waits", department),
            near: record.address,
            description: record.description,
            address: visit.address("/r/\(record.id)"),
            reference: HistoryWords.shown(record.id)
        )
    }
}

extension Words {
    /// In which of eight directions a place lies from another, "to the north-east".
    func direction(from start: Coordinate, to end: Coordinate) -> String {
        let words = self
        return switch CompassPoint(from: start, to: end) {
        case .north: words("nearby_north")
        case .northEast: words("nearby_north_east")
        case .east: words("nearby_east")
        case .southEast: words("nearby_south_east")
        case .south: words("nearby_south")
        case .southWest: words("nearby_south_west")
        case .west: words("nearby_west")
        case .northWest: words("nearby_north_west")
        }
    }
}
