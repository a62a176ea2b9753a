import ServiceRequests

extension StaffWords {
    /// How a request came in, in a few words; nil where no channel was kept.
    func wayIn(_ way: ServiceRequest.WayIn) -> String? {
        guard let channel = way.channel else { return nil }
        let words =
            switch channel {
            case .api: "From another system (GeoReport)"
            case .web: "Written on the web pages"
            case .kiosk: "Written at the kiosk \(way.kiosk.map(kiosk) ?? "")"
            case .phone: "Told by telephone\(way.enteredBy.map { ", entered by \($0)" } ?? "")"
            }
        guard let written = way.language, written != language else { return words }
        return "\(words), in \((try? Vocabulary.own.get().name(of: written)) ?? written)"
    }

    /// What the resident said of an edge nearby; nil where nobody asked.
    func edge(_ way: ServiceRequest.WayIn) -> String? {
        switch way.edge {
        case .here: "The resident confirmed it: the problem is where the point is"
        case .beyond: "The resident said it is beyond the line, so the point was moved over it"
        case .unsure: "The resident is not sure: it may be on either side"
        case nil: nil
        }
    }

    private func kiosk(_ id: String) -> String {
        catalog.jurisdiction.kiosks.first { $0.id == id }?.name.text(in: language) ?? id
    }
}
