import ServiceRequests

/// One of a service's questions as `question.mustache` shows it.
struct QuestionView: Sendable {
    /// An answer to choose.
    struct Choice: Sendable {
        /// The first one has the question's id, so that a link to the question leads to it.
        let id: String
        let key: String
        let name: String
        let isChosen: Bool
    }

    /// More answers than this are a list to unfold instead of buttons.
    private static let mostButtons = 12

    let id: String
    /// The name of the field: GeoReport's `attribute[CODE]`.
    let field: String
    let text: String
    let isOptional: Bool
    let help: String?
    let error: String?
    let value: String?
    let choices: [Choice]
    /// One of these says what kind of field it is.
    let isLine: Bool
    let isNumber: Bool
    let isText: Bool
    let isMoment: Bool
    let isRadio: Bool
    let isSelect: Bool
    let isChecks: Bool

    init(_ attribute: Catalog.Attribute, given: [String], error: String?, _ visit: PageVisit) {
        let language = visit.language
        let id = "attribute-\(attribute.code)"
        self.id = id
        let isSeveral = attribute.datatype == .multivaluelist
        field = "attribute[\(attribute.code)]" + (isSeveral ? "[]" : "")
        text = attribute.name.text(in: language)
        isOptional = !attribute.isRequired
        help = attribute.help?.text(in: language)
        self.error = error
        value = given.first
        let buttons = attribute.datatype == .singlevaluelist && attribute.values.count <= Self.mostButtons
        var choices = attribute.values.map { (key: $0.key, name: $0.name.text(in: language)) }
        // A button that was pressed cannot be let go of without script.
        if buttons, !attribute.isRequired { choices.append((key: "", name: visit.words("question_none"))) }
        let chosen = given.isEmpty && buttons && !attribute.isRequired ? [""] : Set(given)
        self.choices = choices.enumerated().map { place, choice in
            Choice(
                id: place == 0 ? id : "\(id)-\(place)",
                key: choice.key,
                name: choice.name,
                isChosen: chosen.contains(choice.key)
            )
        }
        isLine = attribute.datatype == .string
        isNumber = attribute.datatype == .number
        isText = attribute.datatype == .text
        isMoment = attribute.datatype == .datetime
        isRadio = buttons
        isSelect = attribute.datatype == .singlevaluelist && !buttons
        isChecks = isSeveral
    }
}
