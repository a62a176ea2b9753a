import ServiceRequests

/// The form of `item.mustache` that hands an item to another department.
struct HandOverForm: Sendable {
    /// A department that can be chosen.
    struct Choice: Sendable {
        let code: String
        let name: String
        let isChosen: Bool
    }

    let token: String
    let departments: [Choice]
    let receiverError: String?
    let reason: String
    let sendError: String?

    /// The form as it was sent, or empty; one's own department is none of those to choose from.
    init(_ texts: HandTexts, words: StaffWords, own: String) {
        token = FormToken().text
        departments = words.catalog.departments.filter { $0.code != own }.map { department in
            Choice(
                code: department.code,
                name: words.department(department.code),
                isChosen: texts.receiver == department.code
            )
        }
        receiverError = texts.receiverError
        reason = texts.sendReason ?? ""
        sendError = texts.sendError
    }
}
