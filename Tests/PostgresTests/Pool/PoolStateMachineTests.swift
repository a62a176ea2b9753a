import Testing

@testable import Postgres

@Suite struct PoolStateMachineTests {
    private typealias Machine = PoolStateMachine<String, Int>

    private let now = ContinuousClock.now

    @Test func `slots are given until there are none`() {
        var machine = Machine(size: 2)
        #expect(machine.acquire(jitter: 0).words == "slot 0.0 seconds")
        #expect(machine.acquire(jitter: 0).words == "slot 0.0 seconds")
        #expect(machine.acquire(jitter: 0).words == "none")
        #expect(machine.statistics == PoolStatistics(size: 2, open: 2, idle: 0, waiting: 0, expired: 0))
    }

    @Test func `a returned connection goes to whoever waits longest`() {
        var machine = Machine(size: 1)
        _ = machine.acquire(jitter: 0)
        machine.wait(1, id: 1, until: now)
        machine.wait(2, id: 2, until: now)
        #expect(machine.statistics == PoolStatistics(size: 1, open: 1, idle: 0, waiting: 2, expired: 0))
        #expect(machine.giveBack("a").words == "hand over to 1")
        #expect(machine.giveBack("a").words == "hand over to 2")
        #expect(machine.giveBack("a").words == "kept")
        #expect(machine.acquire(jitter: 0).words == "connection a")
    }

    @Test func `the connection used last is lent first`() {
        var machine = Machine(size: 2)
        _ = machine.acquire(jitter: 0)
        _ = machine.acquire(jitter: 0)
        _ = machine.giveBack("a")
        _ = machine.giveBack("b")
        #expect(machine.acquire(jitter: 0).words == "connection b")
        #expect(machine.acquire(jitter: 0).words == "connection a")
    }

    @Test func `a lost connection's slot goes to whoever waits longest`() {
        var machine = Machine(size: 1)
        _ = machine.acquire(jitter: 0)
        machine.wait(1, id: 1, until: now)
        #expect(machine.giveUpSlot(hasFailedToOpen: false, jitter: 0).words == "open for 1 after 0.0 seconds")
        #expect(machine.giveUpSlot(hasFailedToOpen: false, jitter: 0).words == "freed")
        #expect(machine.statistics.open == 0)
        #expect(machine.acquire(jitter: 0).words == "slot 0.0 seconds")
    }

    @Test func `failures to open space the attempts out, up to a limit, until one succeeds`() {
        var machine = Machine(size: 1)
        var delays: [Duration] = []
        for _ in 0..<8 {
            guard case .slot(let delay) = machine.acquire(jitter: 0) else { break }
            delays.append(delay)
            _ = machine.giveUpSlot(hasFailedToOpen: true, jitter: 0)
        }
        #expect(delays == [0, 25, 50, 100, 200, 400, 800, 800].map { .milliseconds($0) })
        #expect(machine.acquire(jitter: 1).words == "slot 0.4 seconds")
        machine.opened()
        _ = machine.giveUpSlot(hasFailedToOpen: false, jitter: 0)
        #expect(machine.acquire(jitter: 0).words == "slot 0.0 seconds")
    }

    @Test func `who leaves the line or waited too long is not served`() {
        var machine = Machine(size: 1)
        _ = machine.acquire(jitter: 0)
        for n in 1...4 { machine.wait(n, id: UInt64(n), until: now + .seconds(n)) }
        #expect(machine.nextLimit == now + .seconds(1))
        #expect(machine.leave(id: 3) == 3)
        #expect(machine.leave(id: 3) == nil)
        #expect(machine.expire(at: now) == [])
        #expect(machine.expire(at: now + .seconds(2)) == [1, 2])
        #expect(machine.giveBack("a").words == "hand over to 4")
        #expect(machine.nextLimit == nil)
    }

    @Test func `closing refuses, and the last to come back is known`() {
        var machine = Machine(size: 3)
        for _ in 0..<3 { _ = machine.acquire(jitter: 0) }
        _ = machine.giveBack("a")
        let closed = machine.close()
        #expect(closed.idle == ["a"])
        #expect(closed.isLast == false)
        #expect(machine.acquire(jitter: 0).words == "closed")
        #expect(machine.giveBack("b").words == "unwanted")
        #expect(machine.giveUpSlot(hasFailedToOpen: false, jitter: 0).words == "closing, last: false")
        #expect(machine.giveUpSlot(hasFailedToOpen: false, jitter: 0).words == "closing, last: true")
        #expect(machine.statistics.open == 0 && machine.statistics.idle == 0 && machine.statistics.waiting == 0)
    }

    @Test func `closing turns everyone in the line away`() {
        var machine = Machine(size: 1)
        _ = machine.acquire(jitter: 0)
        machine.wait(7, id: 7, until: now)
        #expect(machine.close().waiting == [7])
        #expect(machine.giveUpSlot(hasFailedToOpen: false, jitter: 0).words == "closing, last: true")
    }
}

extension PoolStateMachine.Acquired {
    fileprivate var words: String {
        switch self {
        case .connection(let connection): "connection \(connection)"
        case .slot(let delay): "slot \(delay)"
        case .none: "none"
        case .closed: "closed"
        }
    }
}

extension PoolStateMachine.Returned {
    fileprivate var words: String {
        switch self {
        case .kept: "kept"
        case .handOver(let waiter): "hand over to \(waiter)"
        case .openFor(let waiter, let delay): "open for \(waiter) after \(delay)"
        case .freed: "freed"
        case .unwanted: "unwanted"
        case .closing(let isLast): "closing, last: \(isLast)"
        }
    }
}
