import ServiceRequests
import Synchronization

/// Which services of a city are needed most, as it was last counted.
///
/// It outlives publications; before the first count nothing is needed more than anything else.
final class NeededServices: Sendable {
    private let state = Mutex(ServiceRanking())

    /// The services in the order in which people need them.
    var ranking: ServiceRanking {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
