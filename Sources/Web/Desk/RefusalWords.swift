import Store

extension MoveRefusal {
    /// Why a move did not happen, as a page says it.
    var sentence: String {
        switch self {
        case .unknown: "There is no such item any more."
        case .alreadyClosed: "It is closed already."
        case .alreadyOpen: "It is open already."
        case .notYours: "It is not in your hands any more, or others have to answer first."
        case .isAskedAlready: "That department has an open part of this request already."
        case .isAsked:
            "Your department was asked to help with this. What it is about is decided by those who asked; tell them in a note."
        case .impossible(let reasons): reasons.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
        case .isMoving: "Others take and give back its items at this moment. Send it again."
        case .calledOff, .tooLate, .tooOften, .notAsked, .notDone, .tooManyWords: "That cannot be done with it now."
        }
    }
}
