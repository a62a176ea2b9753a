/// What holds for empty parameters, and what HTTP offers beside (G6, G8, G10).
struct ParameterChecks: CheckFamily {
    let ids = ["G6", "G8", "G10"]

    func check(_ inspection: Inspection) async {
        if inspection.wants("G6") {
            for format in inspection.formats { await empty(format, inspection) }
        }
        guard let format = inspection.formats.last else { return }
        let url = inspection.address("services", format.rawValue)
        if inspection.wants("G8") {
            let origin = [Exchange.Field("Origin", "https://page.example")]
            let exchange = await inspection.ask(Exchange.Question(url, headers: origin))
            let allowed = exchange.answer?.header("Access-Control-Allow-Origin")
            inspection.offer(
                "G8",
                nil,
                allowed == "*" || allowed == "https://page.example",
                by: exchange,
                note: allowed.map { "Access-Control-Allow-Origin: \(Excerpt.line($0))" }
            )
        }
        if inspection.wants("G10") {
            let head = await inspection.ask(Exchange.Question(url, method: .head))
            inspection.offer("G10", nil, head.answer?.status == 200 && head.answer?.body.isEmpty == true, by: head)
        }
    }

    private func empty(_ format: Format, _ inspection: Inspection) async {
        if let obstacle = await inspection.listObstacle(format) { return inspection.skip("G6", format, obstacle) }
        let sheet = await inspection.requests(
            format,
            ["service_request_id": "", "service_code": "", "status": "", "start_date": "", "end_date": ""]
        )
        if let finding = sheet.unlessStatus(200) { return inspection.judge("G6", format, [finding]) }
        let found = Set(sheet.rows.compactMap(\.id))
        var listing = await inspection.listing(format)
        if Set(listing.rows.compactMap(\.id)) != found {
            // Something may have come in since.
            listing = await inspection.get("requests", .requests, format, isFresh: true)
        }
        let wanted = Set(listing.rows.compactMap(\.id))
        // A full list moves on while one looks at it.
        let isSame =
            found == wanted || (wanted.count > 20 && wanted.symmetricDifference(found).count < wanted.count / 10)
        inspection.judge(
            "G6",
            format,
            isSame || sheet.body == nil
                ? [] : [sheet.finding("the \(wanted.count) rows that no parameters give", "\(found.count) others")]
        )
    }
}
