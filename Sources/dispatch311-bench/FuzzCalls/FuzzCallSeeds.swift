/// What clients send, before it is changed.
enum FuzzCallSeeds {
    /// Types that a body may say it is of; several that no form has.
    static let types = [
        "application/x-www-form-urlencoded; charset=utf-8", "application/x-www-form-urlencoded; charset=latin1",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a\\\"b\"",
        "application/json", "text/xml; charset=utf-16", "text/plain", "", ";", "application/x-www-form-urlencoded;;;",
    ]

    private static let addresses = [
        "/requests.*", "/requests.*", "/requests.*", "/services.*", "/services/pothole.*", "/requests/X.*",
        "/tokens/X.*", "/services/%ff.*", "/requests/%F0%9F%98%80.*", "/../discovery.*", "/requests/a%2Fb.*",
        "/servicerequestupdates.*",
    ]

    static func address(_ dice: inout ChaosDice) -> String { dice.pick(addresses) }

    /// A submission that is taken as it is.
    static func form(_ dice: inout ChaosDice) -> [FuzzParameters.Parameter] {
        let place = dice.pick([("10.01", "20.005"), ("10.01", "20.015"), ("10.004", "20.003")])
        var form = [
            ("service_code", dice.pick(["pothole", "noise", "flood", "fallen-tree", "person-in-need"])),
            ("lat", place.0), ("long", place.1), ("description", "Deep, since yesterday — “сегодня”, 今日 😀\r\nTwo."),
        ]
        let more = [
            ("attribute[since]", "yesterday"), ("attribute[depth]", "deep"), ("attribute[depth][]", "deep"),
            ("address_string", "1 Main St & Elm"), ("address_id", "00042"), ("email", "a@example.org"),
            ("first_name", "Zoë"), ("phone", "+1 555 0100"), ("device_id", "d1"), ("account_id", "7"),
            ("media_url", "https://example.org/?a=1&b=2"), ("media", "iVBORw0KGgo="), ("extensions", "true"),
            ("api_key", "k"), ("jurisdiction_id", "tiny"), ("accuracy", "12.5"), ("attribute[fixmystreet_id]", "1"),
        ]
        for parameter in more where dice.falls(25) { form.append(parameter) }
        if dice.falls(60) { form.append(("attribute[since]", "Monday")) }
        return form.map { FuzzParameters.Parameter(Array($0.0.utf8), Array($0.1.utf8)) }
    }

    /// A question that is answered.
    static func query(_ dice: inout ChaosDice) -> [FuzzParameters.Parameter] {
        let all = [
            ("status", "open,closed"), ("service_code", "pothole,noise"), ("service_request_id", "A,B,C"),
            ("start_date", "2026-01-01T00:00:00Z"), ("end_date", "2026-02-01T00:00:00+05:30"),
            ("updated_after", "2026-01-01T00:00:00.25Z"), ("updated_before", "2026-01-02T00:00:00Z"),
            ("agency_responsible", "works"), ("bbox", "20,10,20.02,10.02"), ("lat", "10.01"), ("long", "20.005"),
            ("radius", "500"), ("q", "deep hole"), ("has_photo", "true"), ("page", "1"), ("page_size", "5"),
            ("offset", "2"), ("after", "X"), ("extensions", "true"), ("jurisdiction_id", "tiny"),
        ]
        var query = all.filter { _ in dice.falls(20) }
        if query.isEmpty { query = [dice.pick(all)] }
        return query.map { FuzzParameters.Parameter(Array($0.0.utf8), Array($0.1.utf8)) }
    }
}
