extension Requirement {
    private static let post = Source.specification("POST Service Request")
    private static let wrong = Source.specification("POST Service Request, Possible Errors; Errors")
    private static let key = Source.specification("Errors, General Errors")

    /// What holds for service requests that are sent.
    static let posting: [Requirement] = [
        .init("P1a", "a place may be lat and long", post, writing: true),
        .init("P1b", "a place may be an address_string", post, writing: true),
        .init("P1c", "a place may be an address_id", post, writing: true),
        .init("P2", "what was sent is found again by the new id", post, writing: true),
        .init("P3a", "attribute[CODE][] may be sent several times", post, writing: true),
        .init("P3b", "attribute[CODE] may be sent several times", .ruling, writing: true),
        .init("P3c", "media_url may be sent several times", .ruling, writing: true),
        .init("P4a", "the answer is a list of one", post, writing: true),
        .init("P4b", "success is 200, not 201", .ruling, writing: true),
        .init("P5a", "a realtime service gives a service_request_id and no token", post, writing: true),
        .init("P5b", "a batch service gives a token and no service_request_id", post, writing: true),
        .init("P5c", "a blackbox service gives neither", post, writing: true),
        .init("P8", "Idempotency-Key makes sending again harmless", .convention("HTTP drafts"), writing: true),
        .init("P9", "a picture may be sent in the form (media)", .convention("uReport, v2.1 draft"), writing: true),
    ]

    /// What holds for submissions that must be refused.
    static let refusals: [Requirement] = [
        .init("P6a", "no service_code is answered 400", wrong, writing: true),
        .init("P6b", "an unknown service_code is answered 404", wrong, writing: true),
        .init("P6c", "no place is answered 400", wrong, writing: true),
        .init("P6d", "lat without long is answered 400", wrong, writing: true),
        .init("P6e", "a latitude of 91 is answered 400", wrong, writing: true),
        .init("P6f", "a required attribute without an answer is answered 400", wrong, writing: true),
        .init("P6g", "an answer that is not in the list of values is answered 400", wrong, writing: true),
        .init("P6h", "a description of 4001 characters is answered 400", wrong, writing: true),
        .init("P6i", "a missing key is answered 403", key, writing: true),
        .init("P6j", "a wrong key is answered 403", key, writing: true),
        .init("P6k", "several faults are told in one answer", .ruling, writing: true),
        .init("P7", "a place far outside is answered 400", .ruling, writing: true),
    ]

    private static let token = Source.specification("GET service_request_id from a token")

    /// What holds for tokens of batch services.
    static let tokens: [Requirement] = [
        .init("T1a", "a token is answered with a list of one that has it", token, writing: true),
        .init("T1b", "an unknown token is answered 404", token),
        .init("T1c", "a token leads to a service_request_id in the end", token, writing: true),
        .init("T2", "a token that waits is answered 200 with an empty id", .ruling, writing: true),
    ]

    private static let fixMyStreet = Source.convention("mySociety")

    /// What holds for mySociety's extension that carries status back.
    static let updates: [Requirement] = [
        .init("U1a", "servicerequestupdates lists what has changed", fixMyStreet),
        .init("U1b", "an update has its id, its request, status, time, description and media_url", .ruling),
        .init("U2", "servicerequestupdates takes updates", fixMyStreet, writing: true),
        .init("U3", "an update's status is one of mySociety's words", .ruling),
    ]
}
