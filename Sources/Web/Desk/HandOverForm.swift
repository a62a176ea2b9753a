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
    /// What the decision says of whose it may be.
    let evidence: [String]
    /// The department across the nearest edge that matters, where it is another one.
    let runnerUp: Choice?
    /// Whether the edge is one between queues of the own department.
    let isOwnEdge: Bool
    /// Whether it can be given to triage from here.
    let hasTriage: Bool
    /// Whether it stands open: something was wrong with it.
    let isOpen: Bool

    /// The form as it was sent, or empty; one's own department is none of those to choose from.
    init(_ texts: HandTexts, evidence: DecisionEvidence?, words: StaffWords, own: String) {
        token = FormToken().text
        self.evidence = evidence?.sentences ?? []
        let other = evidence?.runnerUp?.department
        isOwnEdge = other == own
        runnerUp = other.flatMap { code in
            code == own || words.catalog.department(code) == nil
                ? nil : Choice(code: code, name: words.department(code), isChosen: false)
        }
        hasTriage = own != Department.triage
        isOpen = texts.isHandOver && !texts.problems.isEmpty
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
