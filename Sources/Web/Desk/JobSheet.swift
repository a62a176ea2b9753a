import Store

/// An item on a sheet of paper: what a crew needs at the place, and nothing of who reported it.
struct JobSheet: Sendable {
    let heading: String
    let reference: String
    let item: String
    let ownReference: String?
    let queue: String
    let standing: String
    let due: String?
    let came: String
    let place: String
    let point: String?
    let map: MarkedMap?
    let description: String?
    let answers: [AnswerView]
    let hasAnswers: Bool
    /// The code that leads to the report's page; nil where none can be made.
    let code: String?

    init(_ file: CaseFile, _ row: ItemRow, hasCode: Bool, words: StaffWords, viewer: String) {
        let view = CaseView(file, item: row.item, words: words, viewer: viewer)
        heading = view.service
        reference = view.reference
        item = String(row.item)
        ownReference = row.reference
        queue = row.subject.map { words.queue($0.queue) } ?? ""
        standing = words.standing(row)
        // Paper is read on another day: nothing on it is "today".
        due = words.due(row) == nil ? nil : row.dueAt.map { words.time.moment($0) }
        came = words.time.moment(file.requestedAt)
        place = view.place
        point = view.point
        map = row.subject?.coordinate.map {
            MarkedMap($0, metres: 150, words: "Map of the place at \(words.point($0))")
        }
        description = view.description
        answers = view.answers
        hasAnswers = view.hasAnswers
        code = hasCode ? "/r/\(file.serviceRequestID)/qr.svg" : nil
    }
}
