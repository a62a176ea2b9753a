import Foundation
import GeoReport
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Web

/// The tiny city with a service that asks for everything, and with requests of some weeks, open and closed.
enum ConformanceCity {
    /// Asks with every datatype; only here, for nobody else's tests need it.
    private static let graffiti = """
          - code: graffiti
            name: {en: Graffiti, es: Grafiti}
            description: {en: Paint on a wall., es: Pintura en un muro.}
            keywords: {en: [paint, wall], es: [pintura, muro]}
            attributes:
              - code: surface
                name: {en: "What is it on?", es: "¿Sobre qué está?"}
                datatype: multivaluelist
                required: true
                values:
                  - {key: stone, name: {en: Stone, es: Piedra}}
                  - {key: wood, name: {en: Wood, es: Madera}}
                  - {key: glass, name: {en: Glass, es: Vidrio}}
              - {code: seen, name: {en: "When was it seen?", es: "¿Cuándo se vio?"}, datatype: datetime}
              - {code: metres, name: {en: "How wide is it?", es: "¿Qué ancho tiene?"}, datatype: number}
              - {code: words, name: {en: "What does it say?", es: "¿Qué dice?"}, datatype: text}
            public_description: true
            target: {hours: 24}
            routes:
              - department: works
                queue_by: borough

        """

    /// Answers with a token, and with nothing.
    private static let batch = """
          - code: lamp
            name: {en: Lamp, es: Farola}
            description: {en: A lamp is out., es: Una farola no funciona.}
            type: batch
            public_description: true
            target: {hours: 24}
            routes:
              - department: works
                queue_by: borough
          - code: litter
            name: {en: Litter, es: Basura}
            description: {en: Litter on a path., es: Basura en un camino.}
            type: blackbox
            public_description: true
            target: {hours: 24}
            routes:
              - department: works
                queue_by: borough

        """

    /// A key of a client's.
    static func key(_ visitor: Visitor, at endpoint: Client.Endpoint = .production) async throws -> String {
        try await Clients(pool: visitor.database.pool).makeKey(for: "Suite", at: endpoint, in: visitor.city.row).text
    }

    /// Runs a test against a live server of it; once it is filled, it wants keys of clients or does not.
    static func with<R: Sendable>(
        wantsKeys: Bool = false,
        _ body: @Sendable (Visitor) async throws -> R
    ) async throws -> R {
        let cities = try CopiedCities()
        let place = "  - code: flood\n"
        try cities.replace(place, with: graffiti + batch + place, in: "tiny/services/street.yml")
        if wantsKeys {
            try cities.replace("id: tiny\n", with: "id: tiny\napi_keys: required\n", in: "tiny/jurisdiction.yml")
        }
        let change: (inout WebConfiguration) -> Void = { configuration in
            cities.use(&configuration)
            configuration.sandbox.acceptsAfter = .milliseconds(100)
            configuration.sandbox.interval = .milliseconds(50)
        }
        return try await TinyServer.with(.live, change: change) { visitor in
            try await fill(visitor, key: wantsKeys ? key(visitor) : nil)
            return try await body(visitor)
        }
    }

    private static func fill(_ visitor: Visitor, key: String?) async throws {
        for index in 0..<4 {
            for service in ["pothole", "flood", "graffiti", "noise", "fallen-tree"] {
                var form = Visitor.pothole
                form["service_code"] = service
                form["description"] = "Größe <b> & \"\(service)\" \(index)\nnext line"
                form["api_key"] = key
                form["address_string"] = "Well Street \(index)"
                if service == "graffiti" { form["attribute[surface]"] = "wood" }
                if service == "noise" { form["attribute[since]"] = "eight" }
                if index == 1 { form["media_url"] = "https://pictures.example/\(service).jpg" }
                _ = try await visitor.submitted(form)
            }
        }
        let works = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", #"{"limit":3}"#, key: works)
        guard let lease else { throw Missing(what: "work to close") }
        let done = items.map { #"{"item_id":\#($0),"outcome":"done","note":"Filled."}"# }.joined(separator: ",")
        _ = try await visitor.call("leases/\(lease)/complete", "{\"items\":[\(done)]}", key: works)
        // Of several days, and one from before the last 90.
        let statements: [SQL] = [
            "UPDATE service_request SET requested_at = requested_at - number % 7 * interval '1 day'",
            """
            UPDATE service_request SET requested_at = requested_at - interval '200 days'
             WHERE number = (SELECT max(number) FROM service_request)
            """,
        ]
        for statement in statements { try await visitor.database.pool.execute(statement) }
    }

    /// What is sent when something is: services of every kind there is, in the west.
    static var writing: ConformanceSettings {
        var settings = reading
        settings.isWriting = true
        settings.services = ["pothole", "graffiti", "noise", "lamp", "litter"]
        settings.place = ConformanceSettings.Place(latitude: "10.01", longitude: "20.005")
        settings.address = "By the well"
        settings.addressID = "A-1"
        return settings
    }

    /// Everything counts.
    static var reading: ConformanceSettings {
        var settings = ConformanceSettings()
        settings.isStrict = true
        settings.pause = .milliseconds(50)
        settings.mostQuestions = 2000
        return settings
    }
}
