/// What holds for tokens that nobody got (T1b).
struct TokenChecks: CheckFamily {
    let ids = ["T1b"]

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let services = await inspection.get("services", .services, format).records
            guard services.contains(where: { $0["type"]?.word == "batch" }) else {
                inspection.skip("T1b", format, "no service of type batch is listed")
                continue
            }
            let sheet = await inspection.get("tokens/no-such-token", .token, format)
            inspection.judge("T1b", format, [sheet.unlessStatus(404)].compactMap(\.self))
        }
    }
}
