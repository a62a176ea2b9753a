#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What many servers have beside the specification (R7): offered or not, and no fault either way.
struct ExtensionChecks: CheckFamily {
    let ids = ["R7a", "R7b", "R7c", "R7d", "R7e", "R7f", "R7g"]

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let listing = await inspection.listing(format)
            let rows = listing.rows
            guard rows.count > 1 else {
                inspection.skip(ids, format, listing.obstacle ?? "the list has fewer than two service requests")
                continue
            }
            await pages(rows, format, inspection)
            let later = GeoReportDate.format(inspection.settings.now() + 86400)
            await offer("R7c", ["updated_after": later], format, inspection)
            // A box in the Southern Ocean, and nowhere with its numbers turned round.
            await offer("R7d", ["bbox": "-58.2,-58.2,-58.1,-58.1"], format, inspection)
            await offer("R7e", ["q": "zqxjkvbpwy"], format, inspection)
            let extended = await probe(["extensions": "true"], format, inspection)
            inspection.offer(
                "R7f",
                format,
                extended.rows.contains { $0.value["extended_attributes"] != nil },
                by: extended.exchange
            )
        }
    }

    /// A filter that nothing can pass is there where nothing passes it.
    private func offer(
        _ id: String,
        _ query: KeyValuePairs<String, String>,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        guard inspection.wants(id) else { return }
        let sheet = await probe(query, format, inspection)
        inspection.offer(id, format, sheet.status == 200 && sheet.body != nil && sheet.rows.isEmpty, by: sheet.exchange)
    }

    private func pages(_ rows: [Row], _ format: Format, _ inspection: Inspection) async {
        guard inspection.wants("R7a", "R7b", "R7g") else { return }
        let first = await probe(["page": "1", "page_size": "1"], format, inspection)
        let isOffered = first.rows.count == 1
        inspection.offer("R7a", format, isOffered, by: first.exchange)
        let total = first.answer?.headers.first {
            $0.name.lowercased().contains("total") && Int($0.value.trimmed ?? "") != nil
        }
        inspection.offer(
            "R7g",
            format,
            total != nil,
            by: first.exchange,
            note: total.map { "\($0.name): \(Excerpt.line($0.value))" }
        )
        guard isOffered else { return inspection.skip("R7b", format, "paging is not offered") }
        let past = await probe(["page": "1000000", "page_size": "1"], format, inspection)
        var findings = [past.unlessStatus(200)].compactMap(\.self)
        if let row = past.rows.first {
            findings.append(
                past.finding("no rows on page 1000000", "\(past.rows.count), of them \(row.id ?? "one without id")")
            )
        }
        inspection.judge("R7b", format, findings)
    }

    private func probe(
        _ query: KeyValuePairs<String, String>,
        _ format: Format,
        _ inspection: Inspection
    ) async -> Sheet {
        let fields = query.map { Exchange.Field($0.key, $0.value) }
        return await inspection.get("requests", .requests, format, fields, isProbe: true)
    }
}
