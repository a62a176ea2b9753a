#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What may be sent to a server: services, a place, and forms made of them.
final class PostingDesk {
    /// The services that may be reported; the first is the one for everything that needs no other.
    let services: [PostedService]
    /// Where to report.
    let place: ConformanceSettings.Place?
    let address: String?
    let addressID: String?
    /// Why nothing can be sent; nil while something can.
    var obstacle: String?
    /// Whether a submission without a key was refused.
    var demandsKey = false

    private let moment: String
    private var count = 0

    private init(
        services: [PostedService],
        place: ConformanceSettings.Place?,
        address: String?,
        addressID: String?,
        moment: String
    ) {
        self.services = services
        self.place = place
        self.address = address
        self.addressID = addressID
        self.moment = moment
        if services.isEmpty { obstacle = "none of the services that may be reported is listed" }
        if place == nil, address == nil, addressID == nil {
            obstacle = "no place to report at is known: give --lat and --long, or --address"
        }
    }

    /// The desk of a run, prepared once.
    static func of(_ inspection: Inspection) async -> PostingDesk {
        if let desk = inspection.desk { return desk }
        let desk = await prepared(inspection)
        inspection.desk = desk
        return desk
    }

    private static func prepared(_ inspection: Inspection) async -> PostingDesk {
        let settings = inspection.settings
        let writing = inspection.target.writing
        let format = inspection.formats.last ?? .xml
        let listed = await inspection.get("services", .services, format, from: writing).records
        var rows = await inspection.get("requests", .requests, format, from: writing).rows
        if rows.isEmpty { rows = await inspection.listing(format).rows }
        let address = rows.lazy.compactMap { $0.value["address"]?.word }.first
        let addressID = rows.lazy.compactMap { $0.value["address_id"]?.word }.first
        // What others reported is taken only where nobody goes there.
        let isTest = writing.isTest
        return PostingDesk(
            services: await chosen(listed, format, inspection),
            place: settings.place ?? (isTest ? place(in: rows) : nil),
            address: settings.address ?? (isTest ? address : nil),
            addressID: settings.addressID ?? (isTest ? addressID : nil),
            moment: GeoReportDate.format(settings.now())
        )
    }

    private static func place(in rows: [Row]) -> ConformanceSettings.Place? {
        rows.lazy.compactMap { row -> ConformanceSettings.Place? in
            guard let latitude = row.value["lat"]?.word, let longitude = row.value["long"]?.word else { return nil }
            return ConformanceSettings.Place(latitude: latitude, longitude: longitude)
        }.first
    }

    /// The services that were named, in their order; on a test endpoint else a few of each kind.
    private static func chosen(
        _ listed: [ReadValue],
        _ format: Format,
        _ inspection: Inspection
    ) async -> [PostedService] {
        let named = inspection.settings.services
        var wanted = named.compactMap { code in listed.first { $0["service_code"]?.word == code } }
        if named.isEmpty {
            let plain = listed.filter { $0["metadata"]?.word?.lowercased() != "true" }
            let asking = listed.filter { $0["metadata"]?.word?.lowercased() == "true" }
            for type in ["realtime", "batch", "blackbox"] {
                wanted += (plain + asking).filter { $0["type"]?.word == type }.prefix(1)
            }
            let codes = wanted.compactMap { $0["service_code"]?.word }
            wanted += asking.filter { !codes.contains($0["service_code"]?.word ?? "") }.prefix(DefinitionChecks.most)
        }
        var services: [PostedService] = []
        for service in wanted {
            guard let code = service["service_code"]?.word else { continue }
            var definition: ReadValue?
            if service["metadata"]?.word?.lowercased() == "true" {
                let writing = inspection.target.writing
                definition = await inspection.get(
                    "services/\(Exchange.encoded(code))",
                    .definition,
                    format,
                    from: writing
                ).value
            }
            services.append(PostedService(service, definition: definition))
        }
        return services
    }

    // MARK: - Forms

    /// The service for everything that needs no other; the first of type realtime, or the first.
    var main: PostedService? { services.first { $0.type == "realtime" } ?? services.first }

    /// The first service of a type.
    func service(ofType type: String) -> PostedService? { services.first { $0.type == type } }

    /// A description nobody has sent before, with what must survive: a line break, marks of XML, letters of UTF-8.
    func description() -> String {
        count += 1
        return "\(Posting.mark)\n5 < 6 & \"Größe\", \(moment), number \(count)."
    }

    /// A form that must be accepted; `leaving` names what is left out of it.
    func form(_ service: PostedService, leaving left: [String] = []) -> [Exchange.Field] {
        var form = [Exchange.Field("service_code", service.code)]
        if let place {
            form += [Exchange.Field("lat", place.latitude), Exchange.Field("long", place.longitude)]
        } else if let address {
            form.append(Exchange.Field("address_string", address))
        } else if let addressID {
            form.append(Exchange.Field("address_id", addressID))
        }
        form += service.answers + [Exchange.Field("description", description())]
        return form.filter { !left.contains($0.name) }
    }
}
