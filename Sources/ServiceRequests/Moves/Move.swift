/// Something that can happen to a work item.
public enum Move: String, Sendable, Hashable, CaseIterable {
    /// A service request comes in with its legs.
    case submit
    /// A department asks another for help with a request that is open already.
    case addLeg = "add leg"
    /// A worker takes it for a while.
    case claim
    /// The worker's department takes it over; of an offered item, ownership moves with it.
    case accept
    /// It is over, with an outcome; of an offered item, ownership moves with it.
    case complete
    /// The worker puts it back; at the cap of attempts it goes to triage.
    case release
    /// The worker fell silent; at the cap of attempts it goes to triage.
    case expire
    /// It is offered to another department, which does not own it before it accepts; past the cap of hops it goes to
    /// triage.
    case handOver = "hand over"
    /// The department it is offered to says no: back to the owner.
    case decline
    /// Nobody said yes in time: back to the owner.
    case lapse
    /// It is handed to triage, which owns it from then on.
    case park
    /// It is called off.
    case cancel
    /// A corrected service or place gives another decision, and this leg another department or queue.
    case reroute
    /// It was not over after all.
    case reopen
}
