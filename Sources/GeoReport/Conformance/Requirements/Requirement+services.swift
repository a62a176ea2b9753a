extension Requirement {
    private static let list = Source.specification("GET Service List")
    private static let definition = Source.specification("GET Service Definition")

    /// What holds for the list of services.
    static let services: [Requirement] = [
        .init("S1a", "services is a list of services", list),
        .init(
            "S1b",
            "each has service_code, service_name, description, metadata, type, keywords and group",
            list
        ),
        .init("S1c", "metadata is true or false; type is realtime, batch or blackbox", list),
        .init("S1d", "keywords is one text, with commas between", list),
        .init("S1e", "each service_code is there once", list),
        .init("S3", "lat and long ask what can be reported at a point", .convention("SeeClickFix, FixMyStreet")),
        .init("S4", "extensions=true lists all groups of a service", .convention("FixMyStreet")),
    ]

    /// What holds for the definitions of services.
    static let definitions: [Requirement] = [
        .init("SD1a", "a definition has service_code and a list of attributes", definition),
        .init("SD1b", "its service_code is the one that was asked for", definition),
        .init(
            "SD2a",
            "each attribute has variable, code, datatype, required, datatype_description, order and description",
            definition
        ),
        .init("SD2b", "variable and required are true or false, and the datatype is one of the six", definition),
        .init("SD2c", "order is a positive whole number, each once in a definition", definition),
        .init("SD2d", "lists of values have a key and a name for each", definition),
        .init("SD3", "the definition of an unknown service_code is answered 404", definition),
        .init("SD4", "attributes tell what is filled in by machines (automated)", .convention("open311-adapter")),
        .init("SD5", "a service without questions has a definition with an empty list", .ruling),
    ]
}
