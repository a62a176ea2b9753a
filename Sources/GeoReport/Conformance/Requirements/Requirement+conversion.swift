extension Requirement {
    private static let json = Source.specification("JSON Support")

    /// What holds between XML and JSON.
    static let conversion: [Requirement] = [
        .init("J1a", "lists are lists with no item and with one", json),
        .init("J1b", "what is empty is null in JSON, never an empty text", .ruling, .json),
        .init("J2a", "codes, keys and zipcodes are texts in JSON", .ruling, .json),
        .init("J2b", "metadata, variable and required are truth values in JSON", .ruling, .json),
        .init("J2c", "order is a number in JSON", .ruling, .json),
        .init("J2d", "lat and long are numbers in JSON, or null", .ruling, .json),
        .init("J3", "truth values are the words true and false in XML", .specification("GET Service List"), .xml),
        .init("J4", "XML and JSON say the same", json, .once),
    ]

    /// What holds for answers that are errors.
    static let errors: [Requirement] = [
        .init("E1", "errors are a list, each with code and description", .specification("Errors")),
        .init("E2a", "a method that a resource has not is answered with an error body", .ruling, writing: true),
        .init("E2b", "a body of another type is answered with an error body", .ruling, writing: true),
    ]
}
