#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What holds for the time that lists cover (R1f, R2c, R2d, R5).
struct WindowChecks: CheckFamily {
    let ids = ["R1f", "R2c", "R2d", "R5"]

    private static let day = 86400.0

    func check(_ inspection: Inspection) async {
        let now = inspection.settings.now()
        for format in inspection.formats {
            if let obstacle = await inspection.listObstacle(format) {
                inspection.skip(ids, format, obstacle)
                continue
            }
            if inspection.wants("R1f") { await dates(format, inspection) }
            if inspection.wants("R2c") {
                let sheet = await list(format, now - 200 * Self.day, now, inspection)
                inspection.judge("R2c", format, [sheet.unlessStatus(400, because: ", for 200 days")].compactMap(\.self))
            }
            if inspection.wants("R2d") { await oneDate(format, now - 200 * Self.day, inspection) }
            if inspection.wants("R5") {
                let start = GeoReportDate.parse("1990-01-01T00:00:00Z") ?? now
                let sheet = await list(format, start, start + 30 * Self.day, inspection)
                inspection.judge("R5", format, ListShape.findings(sheet, root: "service_requests", item: "request"))
            }
        }
    }

    private func list(_ format: Format, _ start: Date?, _ end: Date?, _ inspection: Inspection) async -> Sheet {
        var query: [Exchange.Field] = []
        if let start { query.append(Exchange.Field("start_date", GeoReportDate.format(start))) }
        if let end { query.append(Exchange.Field("end_date", GeoReportDate.format(end))) }
        return await inspection.get("requests", .requests, format, query)
    }

    /// With dates of the list itself: one second that has a row, and a month that has none of the rows.
    private func dates(_ format: Format, _ inspection: Inspection) async {
        let listing = await inspection.listing(format)
        let rows = listing.rows.filter { $0.id != nil && $0.requested != nil }
        let dates = rows.compactMap(\.requested).sorted()
        guard let oldest = dates.first else {
            return inspection.skip("R1f", format, listing.obstacle ?? "the last 90 days have no service requests")
        }
        let isSure = rows.allSatisfy { row in
            row.value["requested_datetime"]?.word.map { ReadDate($0).isWhole } ?? false
        }
        guard isSure else { return inspection.skip("R1f", format, "the dates' zone is not known (G3a)") }
        let before = oldest - Self.day
        let empty = await list(format, before - 30 * Self.day, before, inspection)
        var findings = [empty.unlessTaken].compactMap(\.self)
        findings += Self.outside(empty, before - 30 * Self.day, before)
        let middle = rows[rows.count / 2]
        if let instant = middle.requested, let id = middle.id {
            let second = Date(timeIntervalSince1970: instant.timeIntervalSince1970.rounded(.down))
            let sheet = await list(format, second, second + 1, inspection)
            findings += Self.outside(sheet, second, second + 1)
            if sheet.rows.count < 1000, !sheet.rows.contains(where: { $0.id == id }) {
                findings.append(sheet.finding("\(id), which is of that second", sheet.obstacle ?? "it is missing"))
            }
        }
        inspection.judge("R1f", format, findings)
    }

    private func oneDate(_ format: Format, _ date: Date, _ inspection: Inspection) async {
        let after = await list(format, date, nil, inspection)
        let until = await list(format, nil, date, inspection)
        var findings = [after, until].filter { $0.status != 404 }.compactMap { $0.unlessStatus(200) }
        findings += Self.outside(after, date, date + 90 * Self.day)
        findings += Self.outside(until, date - 90 * Self.day, date)
        inspection.judge("R2d", format, findings)
    }

    /// Rows outside a window; a second is allowed for rounding.
    private static func outside(_ sheet: Sheet, _ start: Date, _ end: Date) -> [Finding] {
        sheet.rows.compactMap { row in
            guard let requested = row.requested, requested < start - 1 || requested >= end + 1.001 else { return nil }
            return sheet.finding(
                "a time from \(GeoReportDate.format(start)) to \(GeoReportDate.format(end))",
                row.value["requested_datetime"]?.shown ?? "",
                at: "\(row.path).requested_datetime"
            )
        }
    }
}
