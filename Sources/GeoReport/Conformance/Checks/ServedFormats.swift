/// Which formats are served (G1).
struct ServedFormats: CheckFamily {
    let ids = ["G1a", "G1b"]

    func check(_ inspection: Inspection) async {
        for (format, id) in [(Format.xml, "G1a"), (Format.json, "G1b")] {
            let sheet = await inspection.get("services", .services, format)
            guard let status = sheet.status, status == 200 else {
                let found = sheet.obstacle ?? ""
                inspection.judge(id, nil, [sheet.finding("HTTP 200 for services.\(format.rawValue)", found)])
                continue
            }
            inspection.formats.append(format)
            let moved = sheet.answer?.movedTo.map { "after a redirect to \(Excerpt.line($0))" }
            inspection.judge(id, nil, [], note: moved)
        }
    }
}
