/// Why a move of a service request did not happen.
public enum MoveRefusal: Sendable, Hashable {
    /// There is no such service request, or no such item.
    case unknown
    /// It is closed: there is nothing to cancel, reroute or add to.
    case alreadyClosed
    /// It is open: there is nothing to reopen.
    case alreadyOpen
    /// The item is not one that the department may speak of now: it is another's, or it has not accepted it.
    case notYours
    /// Every leg was cancelled, which a resident cannot undo.
    case calledOff
    /// The resident came after `WorkRules.reopenWindow`.
    case tooLate
    /// The resident opened it `WorkRules.maximumReopens` times before.
    case tooOften
    /// The department asked for help has an open leg of this request already.
    case isAskedAlready
    /// The department was asked to help with the request; what it is about is decided by others.
    case isAsked
    /// No department has asked the resident anything that is not answered.
    case notAsked
    /// No department says that it dealt with it: there is nothing to confirm.
    case notDone
    /// The resident said so much about it within a day.
    case tooManyWords
    /// What was asked cannot be decided: each reason says what was expected and what was found.
    case impossible([String])
    /// Workers took and gave back the items all the while; to be tried again.
    case isMoving
}
