/// What a page says of the form that led to it: `?said=…`.
struct StaffNotice: Sendable, Hashable {
    /// The class of the box.
    let tone: String
    let words: String

    /// Nil for a word no form of ours leaves.
    init?(_ said: String?) {
        switch said {
        case "taken": self.init("success", "This item is yours until the time below. Nobody else gets it meanwhile.")
        case "nothing": self.init("note", "Nothing is waiting there just now.")
        case "completed": self.init("success", "The item is closed, and the resident can read what you wrote.")
        case "accepted":
            self.init("success", "The department has accepted this item. Close it here when it is finished.")
        case "released": self.init("success", "The item is back at the front of its queue.")
        case "renewed": self.init("success", "You have more time for this item.")
        case "longest":
            self.init(
                "warning",
                "An hour is the longest anybody can hold an item. Finish it, accept it or give it back."
            )
        default: return nil
        }
    }

    private init(_ tone: String, _ words: String) {
        self.tone = tone
        self.words = words
    }
}
