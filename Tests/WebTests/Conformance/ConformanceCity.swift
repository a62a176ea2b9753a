import Foundation
import GeoReport
import HummingbirdTesting
import Postgres
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

    /// Runs a test against a live server of it.
    static func with<R: Sendable>(_ body: @Sendable (Visitor) async throws -> R) async throws -> R {
        let cities = try CopiedCities()
        let place = "  - code: flood\n"
        try cities.replace(place, with: graffiti + place, in: "tiny/services/street.yml")
        return try await TinyServer.with(.live, change: { cities.use(&$0) }) { visitor in
            try await fill(visitor)
            return try await body(visitor)
        }
    }

    private static func fill(_ visitor: Visitor) async throws {
        for index in 0..<4 {
            for service in ["pothole", "flood", "graffiti", "noise", "fallen-tree"] {
                var form = Visitor.pothole
                form["service_code"] = service
                form["description"] = "Größe <b> & \"\(service)\" \(index)\nnext line"
                form["address_string"] = "Well Street \(index)"
                if service == "graffiti" { form["attribute[surface]"] = "wood" }
                if service == "noise" { form["attribute[since]"] = "eight" }
                if index == 1 { form["media_url"] = "https://pictures.example/\(service).jpg" }
                _ = try await visitor.submitted(form)
            }
        }
        let key = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", #"{"limit":3}"#, key: key)
        guard let lease else { throw Missing(what: "work to close") }
        let done = items.map { #"{"item_id":\#($0),"outcome":"done","note":"Filled."}"# }.joined(separator: ",")
        _ = try await visitor.call("leases/\(lease)/complete", "{\"items\":[\(done)]}", key: key)
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
        settings.services = ["pothole", "graffiti", "noise"]
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
