import Notices
import ServiceRequests
import Store

/// Whether a city's residents can be written to, and what their mails name as its address.
struct MailHouse: Sendable {
    /// By what mails leave; nil: no mail.
    let settings: MailSettings?
    /// What was said of where the pages are.
    let origin: SiteOrigin?
    let cities: Cities

    init(_ configuration: WebConfiguration, _ cities: Cities) {
        (settings, origin, self.cities) = (configuration.mail, configuration.origin, cities)
    }

    /// Where a city's pages are; nil where nobody has said it.
    ///
    /// Never from a request, whose `Host` a stranger may have written.
    func origin(of city: City) -> SiteOrigin? {
        SiteOrigin.of(city.catalog.jurisdiction, said: origin, isAlone: cities.all.count == 1)
    }

    /// Whether mails can be sent for a city.
    func offersMail(in city: City) -> Bool { settings != nil && origin(of: city) != nil }

    /// Whether they are offered to a visitor: not at a kiosk, where the next one would read the address.
    func offersMail(to visit: PageVisit) -> Bool { visit.kiosk == nil && offersMail(in: visit.city) }
}

extension City {
    /// Who follows what happens here.
    var followers: Followers { Followers(pool: pool, jurisdiction: row) }
}
