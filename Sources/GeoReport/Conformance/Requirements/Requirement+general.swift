extension Requirement {
    /// What holds for every answer.
    static let general: [Requirement] = [
        .init("G1a", "XML is served", .specification("Format Support"), .once),
        .init("G1b", "JSON is served too", .ruling, .once),
        .init("G2a", "Content-Type names text/xml or application/json", .specification("Format Support")),
        .init("G2b", "Content-Type says charset=utf-8", .recommendation("Format Support")),
        .init("G2c", "bodies are well-formed, and in UTF-8", .specification("Encoding")),
        .init("G2d", "XML begins with a declaration that says encoding=\"utf-8\"", .specification("Encoding"), .xml),
        .init("G3a", "dates are ISO 8601 with time and time zone", .specification("Date/time format")),
        .init("G3b", "dates have whole seconds and end in Z", .ruling),
        .init("G4", "reading needs no key", .specification("API methods"), .once),
        .init("G5a", "an unknown jurisdiction_id is answered 404", .ruling),
        .init(
            "G5b",
            "where several jurisdictions are served, none named is answered 400",
            .specification("jurisdiction_id")
        ),
        .init("G6", "an empty optional parameter is like an absent one", .specification("Optional Arguments")),
        .init(
            "G7a",
            "there are no namespaces, attributes or texts beside elements",
            .recommendation("XML Support"),
            .xml
        ),
        .init("G7b", "there are no fields that are not the specification's", .recommendation("XML Support")),
        .init("G8", "any web page may read (CORS)", .convention("FixMyStreet"), .once),
        .init("G9", "an ending that names no format is answered 404, with an error body", .ruling, .once),
        .init("G10", "HEAD is answered as GET, without the body", .convention("HTTP"), .once),
    ]
}
