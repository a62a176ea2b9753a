import Store

/// What a page says of the form that led to it: `?said=…`.
struct StaffNotice: Sendable, Hashable {
    /// The class of the box.
    let tone: String
    let words: String

    /// Nil for a word no form of ours leaves.
    init?(_ said: String?) {
        switch said {
        case "joined": self.init("success", "Your password is kept, and you are signed in.")
        case "taken": self.init("success", "This item is yours until the time below. Nobody else gets it meanwhile.")
        case "several":
            self.init("success", "These items are yours until the times below. Nobody else gets them meanwhile.")
        case "view-kept": self.init("success", "The list has a name now, and stands on the desk.")
        case "view-name": self.init("warning", "Give the list a name of at most \(SavedView.longestName) letters.")
        case "view-full":
            self.init(
                "warning",
                "There are \(SavedViews.limit) lists with names already. Take one away on the desk first."
            )
        case "view-forgotten": self.init("success", "The name is gone. The list itself is where it was.")
        case "count": self.init("warning", "Take 1 to \(DeskRoutes.mostAtOnce) items at a time. Nothing was taken.")
        case "nothing": self.init("note", "Nothing is waiting there just now.")
        case "completed": self.init("success", "The item is closed, and the resident can read what you wrote.")
        case "accepted":
            self.init("success", "The department has accepted this item. Close it here when it is finished.")
        case "released": self.init("success", "The item is back at the front of its queue.")
        case "triaged": self.init("success", "That item came back too often, so it is with triage now.")
        case "declined":
            self.init("success", "You declined that item, and it is back with the department that offered it.")
        case "handed-over":
            self.init("success", "The item is handed over. Until the other department accepts it, its owner stays.")
        case "photo": self.init("success", "The photos are added to the report.")
        case "paused": self.init("success", "The clock is paused, and the resident can read why.")
        case "resumed": self.init("success", "The clock runs again.")
        case "asked": self.init("success", "The resident can read your question by the private link, and answer it.")
        case "noted": self.init("success", "The note is in the history, for staff only.")
        case "told": self.init("success", "The note is in the history, and the resident can read it.")
        case "leg": self.init("success", "The other department has a part of this request now, beside yours.")
        case "withdrawn": self.init("success", "The offer is taken back. The item waits in your queue again.")
        case "given-back": self.init("success", "That item is out of your colleague’s hands and waits again.")
        case "rerouted": self.init("success", "The request was decided anew. Where it goes now is shown below.")
        case "let-through": self.init("success", "The request is out of quarantine, with the department that owns it.")
        case "rerouted-away":
            self.init("success", "The request was decided anew, and that item is another department’s now.")
        case "sent": self.init("success", "It is offered to that department. Until they accept it, its owner stays.")
        case "kept": self.init("success", "It stays where it is, and is no longer shown as doubtful.")
        case "cancelled": self.init("success", "The request is called off, and the resident can read why.")
        case "reopened": self.init("success", "The request is open again.")
        case "finding": self.init("success", "That is written down for those who keep the catalog.")
        case "contact":
            self.init(
                "note",
                "The contact details were shown when you pressed the button. To see them again, press it again: that"
                    + " goes into the history, too."
            )
        case "renewed": self.init("success", "You have more time for this item.")
        case "longest":
            self.init(
                "warning",
                "An hour is the longest anybody can hold an item. Finish it, accept it or give it back."
            )
        default: return nil
        }
    }

    /// What an item's page says; nil where the item has moved on since, for the address may be loaded again later.
    init?(_ said: String?, of row: ItemRow, for worker: Worker) {
        let isTrue =
            switch said {
            case "withdrawn": row.place == .waiting && row.offer == nil
            case "noted", "told", "leg", "rerouted": row.closedAt == nil
            case "taken", "renewed", "longest": row.isHeld(by: worker)
            case "photo": row.closedAt == nil
            case "completed": row.place == .closed
            case "accepted": row.place == .accepted
            case "released": row.place == .waiting
            case "paused": row.pause != nil
            case "asked", "contact": row.place != .closed && row.place != .cancelled
            case "resumed": row.place == .accepted && row.pause == nil
            default: false
            }
        guard isTrue else { return nil }
        self.init(said)
    }

    /// What a request's page says; nil where the request has moved on since.
    init?(_ said: String?, of file: CaseFile) {
        let isTrue =
            switch said {
            case "sent", "rerouted", "kept", "reopened": file.closedAt == nil
            case "cancelled": file.closedAt != nil
            case "finding": true
            default: false
            }
        guard isTrue else { return nil }
        self.init(said)
    }

    private init(_ tone: String, _ words: String) {
        self.tone = tone
        self.words = words
    }
}
