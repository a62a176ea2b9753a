#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What holds for the list of service requests as it is without parameters (R2a, R2b, R3, R4).
struct RowChecks: CheckFamily {
    let ids = ["R2a", "R2b", "R3a", "R3b", "R3c", "R3d", "R3e", "R4"]

    /// The days a list covers, and one more for clocks and zones.
    private static let longestWindow = 91.0 * 86400
    private static let mostRows = 1000

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let sheet = await inspection.listing(format)
            inspection.judge("R3a", format, ListShape.findings(sheet, root: "service_requests", item: "request"))
            let rows = sheet.rows
            guard !rows.isEmpty else {
                let reason = sheet.obstacle ?? "the last 90 days have no service requests"
                inspection.skip(ids.filter { $0 != "R3a" }, format, reason)
                continue
            }
            judge(rows, sheet, inspection)
            inspection.judge("R3b", format, Self.missing(Fields.always, rows, sheet))
            inspection.judge("R3c", format, Self.missing(Fields.sometimes, rows, sheet))
        }
    }

    private static func missing(_ names: [String], _ rows: [Row], _ sheet: Sheet) -> [Finding] {
        rows.flatMap { row in
            names.filter { row.value[$0] == nil }.map { sheet.finding($0, "none", at: row.path) }
        }
    }

    private func judge(_ rows: [Row], _ sheet: Sheet, _ inspection: Inspection) {
        let earliest = inspection.settings.now() - Self.longestWindow
        var old: [Finding] = []
        var statuses: [Finding] = []
        var degrees: [Finding] = []
        var order: [Finding] = []
        var last: Row?
        for row in rows {
            if let requested = row.requested, requested < earliest {
                old.append(
                    sheet.finding(
                        "nothing from before the last 90 days",
                        row.value["requested_datetime"]?.shown ?? "",
                        at: row.path
                    )
                )
            }
            if let status = row.value["status"], !["open", "closed"].contains(status.word ?? "") {
                statuses.append(sheet.finding("open or closed", status.shown, at: "\(row.path).status"))
            }
            degrees += Self.degrees(row, sheet)
            if let before = last?.requested, let now = row.requested, now > before {
                order.append(
                    sheet.finding(
                        "a time not after \(last?.value["requested_datetime"]?.shown ?? "")",
                        row.value["requested_datetime"]?.shown ?? "",
                        at: row.path
                    )
                )
            }
            last = row
        }
        inspection.judge("R2a", sheet.format, old)
        let tooMany = sheet.finding("at most \(Self.mostRows) rows", "\(rows.count)")
        inspection.judge("R2b", sheet.format, rows.count > Self.mostRows ? [tooMany] : [])
        inspection.judge("R3d", sheet.format, statuses)
        inspection.judge("R3e", sheet.format, degrees)
        inspection.judge("R4", sheet.format, order)
    }

    private static func degrees(_ row: Row, _ sheet: Sheet) -> [Finding] {
        [("lat", 90.0), ("long", 180.0)].compactMap { name, most in
            guard let value = row.value[name], let word = value.word else {
                let isOdd = row.value[name]?.isContainer ?? false
                return isOdd ? sheet.finding("degrees", row.value[name]?.shown ?? "", at: "\(row.path).\(name)") : nil
            }
            if let number = FormParameters.decimal(word), abs(number) <= most { return nil }
            return sheet.finding("degrees from -\(Int(most)) to \(Int(most))", value.shown, at: "\(row.path).\(name)")
        }
    }
}
