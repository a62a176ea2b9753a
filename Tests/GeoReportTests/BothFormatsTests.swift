import Boundaries
import Foundation
import GeoReport
import ServiceRequests
import TestSupport
import Testing

/// Every body there is, with a text wherever a city or a resident can put one.
private struct Bodies {
    let text: String

    private var localized: LocalizedText { LocalizedText(["en": text]) }

    private var jurisdiction: Jurisdiction {
        let tiny = TinyCity.jurisdiction
        return Jurisdiction(
            id: tiny.id,
            name: localized,
            timeZone: tiny.timeZone,
            languages: ["en"],
            contact: localized,
            emergency: localized,
            outside: localized,
            tolerance: tiny.tolerance,
            calendar: tiny.calendar,
            groups: [Jurisdiction.Group(id: "streets", name: localized)]
        )
    }

    private var service: Catalog.Service {
        let value = Catalog.Attribute.Value(key: "key" + text, name: localized)
        return Catalog.Service(
            code: "pothole",
            group: "streets",
            name: localized,
            description: localized,
            keywords: ["en": [text, text]],
            attributes: [
                Catalog.Attribute(
                    code: "how",
                    name: localized,
                    datatype: .singlevaluelist,
                    isRequired: true,
                    help: localized,
                    values: [value, value]
                ),
                Catalog.Attribute(code: "why", name: localized, datatype: .text),
            ],
            target: .days(3),
            visibility: .private,
            routes: [Route(share: Route.Share(department: "dot"))]
        )
    }

    private var catalog: Catalog {
        Catalog(
            jurisdiction: jurisdiction,
            version: "0123456789ab",
            departments: [Department(code: "dot", name: localized)],
            services: [service, TinyCity.tree]
        )
    }

    var all: [WireBody] {
        get throws {
            let record = ServiceRequest.Record(
                id: "7K3M9QXA1",
                status: .open,
                statusNotes: text,
                serviceCode: "pothole",
                description: text,
                department: "dot",
                queue: "dot/" + text,
                serviceNotice: text,
                requestedAt: Date(timeIntervalSince1970: 1_795_000_000),
                updatedAt: Date(timeIntervalSince1970: 1_795_090_000),
                address: text,
                addressID: text,
                coordinate: try Coordinate(latitude: 0.1 + 0.2, longitude: -74),
                mediaURLs: [text]
            )
            let receipt = ServiceRequest.Receipt(
                id: "7K3M9QXA1",
                serviceNotice: text,
                accountID: text,
                department: "dot",
                queue: "dot"
            )
            let endpoint = DiscoveryBody.Endpoint(url: text, kind: .test, changedAt: .distantPast)
            let updates = [0, 1, 2].map { count in
                RequestUpdate(
                    id: "4K7XQ2M9JH",
                    requestID: record.id,
                    status: .fixed,
                    at: .distantPast,
                    description: text,
                    mediaURLs: Array(repeating: text, count: count),
                    outcome: "done",
                    reference: text,
                    clientReference: text
                )
            }
            let details = RequestDetails(
                reopens: 1,
                original: text,
                mediaURLs: [text, text],
                legs: [.init(department: text, status: .closed, outcome: text)],
                notes: [.init(at: .distantPast, kind: "note", summary: text, description: text)]
            )
            return [
                ServiceListBody.body(catalog, extensions: true), ServiceDefinitionBody.body(service, extensions: true),
                RequestsBody.body([record] + (try TinyCity.records), details: [record.id: details], catalog: catalog),
                ReceiptBody.body(receipt, extensions: true), UpdatesBody.body(updates),
                DiscoveryBody.body(jurisdiction, endpoints: [endpoint]),
            ] + (try errors.map { ErrorBody.body($0) })
        }
    }

    /// Errors that repeat what a client sent.
    private var errors: [GeoReportError] {
        get throws {
            let outside = OutsideArea(metres: 12, stretch: localized, call: localized)
            var errors = [
                GeoReportError(unknownService: text, in: catalog), GeoReportError(outside, jurisdiction: jurisdiction),
            ]
            let form = FormParameters(
                ["service_code", "lat", "long", "email", "phone", "media_url", "jurisdiction_id", "attribute[" + text]
                    .map { FormParameters.Parameter(name: $0, value: text) }
            )
            let query = FormParameters(
                ["status", "start_date", "end_date"].map { FormParameters.Parameter(name: $0, value: text) }
            )
            do throws(GeoReportError) {
                _ = try SubmissionDecoder(catalog: catalog).decode(form)
            } catch {
                errors.append(error)
            }
            do throws(GeoReportError) {
                _ = try QueryDecoder(catalog: catalog).decode(query, now: .distantPast)
            } catch {
                errors.append(error)
            }
            guard errors.count == 4 else { throw NotRefused() }
            return errors
        }
    }

    struct NotRefused: Error {}
}

@Suite struct BothFormatsTests {
    @Test func `there are a hundred hostile texts`() {
        #expect(HostileTexts.all.count == 100)
        #expect(Set(HostileTexts.all.map { Array($0.unicodeScalars) }).count == 100)
    }

    @Test(arguments: HostileTexts.all + ["a\u{0}b"])
    func `every body carries the same values in both formats, whatever its texts`(text: String) throws {
        let bodies = try Bodies(text: text).all
        #expect(Set(bodies.map(\.root)) == Set(WireBody.Root.allCases))
        for body in bodies {
            let xml = String(decoding: body.encoded(as: .xml), as: UTF8.self)
            let json = String(decoding: body.encoded(as: .json), as: UTF8.self)
            #expect(try Spark.differences(xml: xml, json: json, root: body.root.rawValue) == [])
        }
    }

    @Test(.enabled(if: XMLLint.isInstalled, Comment(rawValue: XMLLint.absence)))
    func `libxml2 finds every body well formed, whatever its texts`() async throws {
        let bodies = try (HostileTexts.all + ["a\u{0}b"]).flatMap { try Bodies(text: $0).all }
        let documents = bodies.map { String(decoding: $0.encoded(as: .xml), as: UTF8.self) }
        #expect(documents.count == 1010)
        #expect(try await XMLLint.complaints(about: documents) == "")
        // It does complain where there is something to complain of.
        #expect(try await XMLLint.complaints(about: ["<a>\u{1}</a>"]).contains("parser error"))
    }
}
