import Foundation
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct WorkModelTests {
    /// Where an item can stand, and how.
    private static let stands: [(standing: Standing, isOffered: Bool, isHeld: Bool)] =
        Standing.allCases.map { ($0, false, false) }
        + [(.waiting, true, false), (.leased, true, false), (.cancelled, false, true)]

    /// Moves that are not made of an item that is there already.
    private static let births: Set<Move> = [.submit, .addLeg]

    @Test(arguments: Move.allCases.filter { !births.contains($0) })
    func `a move in the table leads where the table says, and any other changes nothing`(move: Move) {
        for stand in Self.stands {
            var scene = ModelScene(stand.standing, isOffered: stand.isOffered, isHeld: stand.isHeld)
            let before = scene.state
            #expect(before?.standing == stand.standing)
            let rows = LegalMove.all.filter { row in
                row.move == move && row.from == stand.standing && (stand.isOffered || !row.isOfOffer)
            }
            let word = scene.make(move)
            if rows.isEmpty {
                #expect(scene.state == before, "\(stand)")
                #expect(word == nil || word == (stand.isHeld ? .cancelled : .stale), "\(stand)")
            } else {
                #expect(scene.state != before, "\(stand)")
                #expect(rows.contains { $0.to == scene.state?.standing }, "\(stand)")
                #expect(word == nil || word == .ok, "\(stand)")
            }
            #expect(scene.model.breaches == [])
        }
    }

    @Test func `what comes in waits, and so does a further leg that an accepting department asks for`() {
        var scene = ModelScene(.accepted)
        _ = scene.make(.addLeg)
        #expect(scene.model.items[2]?.standing == .waiting)
        #expect(scene.model.items[2]?.queue == "police/1")
        #expect(scene.model.requests[scene.request]?.openLegs == 2)
        #expect(scene.history.suffix(1) == ["leg_added police works"])
        #expect(scene.model.addLeg("police", beside: 1, by: "works") == .askedAlready)
        #expect(scene.model.addLeg("police", beside: 2, by: "police") == .notYours)
        #expect(scene.model.addLeg("police", beside: 9, by: "works") == .unknown)
        #expect(scene.model.breaches == [])
    }

    @Test func `an item that nobody has heard of is unknown to every word`() {
        var scene = ModelScene(.leased)
        scene.item = 99
        for move in [Move.accept, .complete, .release, .handOver, .park, .decline] {
            #expect(scene.make(move) == .unknown)
        }
        #expect(scene.model.cancel(99) == .unknown)
        #expect(scene.model.reopen(99, byResident: false) == .unknown)
    }

    @Test func `the most urgent and oldest go first, and what came back twice goes alone`() {
        var model = ModelScene().model
        let leg = [WorkModel.Leg(department: "works", queue: "works/W")]
        for priority in [2, 1, 2] { _ = model.submit(leg, priority: priority, at: "west") }
        #expect(model.next(2, of: "works") == [3, 1])
        #expect(model.next(9, of: "works", in: "works/E") == [])
        for _ in 0..<2 {
            let lease = UUID()
            _ = model.claim(9, for: "works", "w1", as: lease, seconds: 600)
            _ = model.release([2], under: lease, by: "works")
            _ = model.accept([1, 3, 4], under: lease, by: "works")
            _ = model.handOverAccepted([1, 3, 4], by: "works", to: "parks", seconds: 600)
            let back = UUID()
            _ = model.claim(9, for: "parks", "w1", as: back, seconds: 600)
            _ = model.decline([1, 3, 4], under: back, by: "parks")
        }
        #expect(model.items.mapValues(\.attempt) == [1: 0, 2: 2, 3: 0, 4: 0])
        #expect(model.next(9, of: "works") == [3, 1])
        _ = model.claim(2, for: "works", "w1", as: UUID(), seconds: 600)
        #expect(model.next(9, of: "works") == [2])
    }

    @Test func `what came back five times goes to triage, which keeps what comes back to it`() {
        var scene = ModelScene()
        for _ in 0..<4 {
            scene.claim("works")
            _ = scene.make(.release)
        }
        #expect(scene.state?.attempt == 4)
        scene.claim("works")
        _ = scene.make(.expire)
        #expect(scene.state?.owner == "triage")
        #expect(scene.state?.attempt == 0)
        #expect(scene.model.requests[scene.request]?.department == "triage")
        #expect(scene.history.suffix(2) == ["lease_expired works", "triaged triage works"])
        for _ in 0..<6 {
            scene.claim("triage")
            _ = scene.make(.release)
        }
        #expect(scene.state?.attempt == 6)
        #expect(scene.model.requests[scene.request]?.bounces == 1)
    }

    @Test func `what was offered five times goes to triage instead of being offered again`() {
        var scene = ModelScene(.leased)
        for hop in 1...5 {
            #expect(scene.make(.handOver) == .ok)
            #expect(scene.state?.offer?.department == "police")
            #expect(scene.state?.hops == hop)
            scene.claim("police")
            #expect(scene.make(.decline) == .ok)
            scene.claim("works")
        }
        #expect(scene.make(.handOver) == .ok)
        #expect(scene.state?.owner == "triage")
        #expect(scene.state?.hops == 0)
        #expect(scene.model.requests[scene.request]?.bounces == 6)
    }

    @Test func `an offer changes the owner when it is accepted, and not before`() {
        var scene = ModelScene(.accepted)
        _ = scene.make(.handOver)
        #expect(scene.state?.owner == "works")
        scene.claim("police")
        #expect(scene.make(.accept) == .ok)
        #expect(scene.state?.owner == "police")
        #expect(scene.state?.offer == nil)
        #expect(scene.state?.queue == "police/1")
        #expect(scene.model.requests[scene.request]?.department == "police")
        #expect(
            scene.history == ["submitted works", "accepted works", "offered works police", "accepted police works"]
        )
        #expect(scene.model.completeAccepted([1], by: "works") == [1: .stale])
        #expect(scene.model.completeAccepted([1], by: "police") == [1: .ok])
    }

    @Test func `who is offered an item may pass it on, or hand it back, and what it says late is stale`() {
        var scene = ModelScene(.leased, isOffered: true)
        let late = scene.lease
        #expect(scene.make(.handOver) == .ok)
        #expect(scene.state?.offer?.department == "police")
        #expect(scene.state?.homeQueue == "works/W")
        #expect(scene.history.suffix(2) == ["declined works parks", "offered works police"])
        #expect(scene.model.accept([1], under: late, by: "parks") == [1: .stale])
        scene.claim("police")
        let back = scene.model.handOver([1], under: scene.lease, by: "police", to: "works", seconds: 600)
        #expect(back == [1: .ok])
        #expect(scene.state?.offer == nil)
        #expect(scene.state?.queue == "works/W")
        #expect(scene.history.suffix(1) == ["declined works police"])
    }

    @Test func `an offer that lapsed goes back out of the lease, and one that nobody ended is still good`() {
        var scene = ModelScene(.leased, isOffered: true)
        scene.model.pass(3600)
        #expect(scene.model.endOffers() == 1)
        #expect(scene.state?.queue == "works/W")
        #expect(scene.model.leases.isEmpty)
        #expect(scene.model.accept([1], under: scene.lease, by: "parks") == [1: .stale])
        #expect(scene.model.endOffers() == 0)
        var good = ModelScene(.leased, isOffered: true)
        good.model.pass(3600)
        #expect(good.make(.accept) == .ok)
        #expect(good.state?.owner == "parks")
    }

    @Test func `nobody hands anything to themselves, nor to a department without a queue for it`() {
        var scene = ModelScene(.leased)
        let before = scene.state
        #expect(scene.model.handOver([1], under: scene.lease, by: "works", to: "works", seconds: 9) == [1: .refused])
        let homeless = scene.model.handOver(
            [1],
            under: scene.lease,
            by: "works",
            to: "parks",
            seconds: 9,
            without: [1]
        )
        #expect(homeless == [1: .refused])
        #expect(scene.state == before)
        #expect(scene.model.leases[scene.lease]?.items == [1])
    }

    @Test func `a request closes with its last leg and opens again with its first`() {
        var model = ModelScene().model
        let legs = ["parks", "works/W"].map { WorkModel.Leg(department: WorkModel.department(of: $0), queue: $0) }
        let request = model.submit(legs, priority: 1, at: "west")
        for (department, status) in [("parks", true), ("works", false)] {
            let lease = UUID()
            let taken = model.claim(1, for: department, "w1", as: lease, seconds: 600)
            #expect(model.complete(taken, under: lease, by: department).values.map(\.rawValue) == ["ok"])
            #expect((model.requests[request]?.closedAt == nil) == status)
        }
        // The first leg that was not cancelled; the first of all where each was.
        for (waiting, other) in [(2, Standing.closed), (3, .cancelled), (3, .cancelled)] as [(Int64, Standing)] {
            let isCalledOff = (2...3).allSatisfy { model.items[$0]?.standing == .cancelled }
            #expect(model.reopen(request, byResident: true) == (isCalledOff ? .calledOff : .done))
            #expect(model.reopen(request, byResident: false) == (isCalledOff ? .done : .open))
            #expect(model.reopen(request, byResident: true) == .open)
            #expect(model.items[waiting]?.standing == .waiting)
            #expect(model.items[5 - waiting]?.standing == other)
            #expect(model.cancel(request) == .done)
            #expect(model.cancel(request) == .closed)
        }
        #expect(model.requests[request]?.department == "works")
        #expect(model.reopen(request, byResident: false) == .done)
        let lease = UUID()
        let taken = model.claim(1, for: "works", "w1", as: lease, seconds: 600)
        #expect(model.complete(taken, under: lease, by: "works").values.map(\.rawValue) == ["ok"])
        #expect(model.reopen(request, byResident: true) == .tooOften)
        model.pass(30 * 24 * 3600)
        #expect(model.reopen(request, byResident: true) == .tooLate)
        #expect(model.breaches == [])
    }

    @Test func `who holds what was cancelled hears of it once, and not at all where it was opened again`() {
        var scene = ModelScene(.cancelled, isHeld: true)
        #expect(scene.make(.accept) == .cancelled)
        #expect(scene.make(.accept) == .stale)
        var again = ModelScene(.cancelled, isHeld: true)
        _ = again.make(.reopen)
        #expect(again.make(.complete) == .stale)
        #expect(again.state?.standing == .waiting)
        #expect(again.model.breaches == [])
    }

    @Test func `another decision keeps what is right, moves what it can and calls off what nobody needs`() {
        var model = ModelScene().model
        func legs(_ queues: String...) -> [WorkModel.Leg] {
            queues.map { WorkModel.Leg(department: WorkModel.department(of: $0), queue: $0) }
        }
        let request = model.submit(legs("works/W", "parks", "police"), priority: 2, at: "west")
        let lease = UUID()
        _ = model.claim(1, for: "parks", "w1", as: lease, seconds: 600)
        #expect(model.reroute(request, to: legs("parks", "works/E"), priority: 1, at: "east") == .done)
        #expect(model.items[3]?.place == .leased(lease))
        #expect(model.items[3]?.leg == 1)
        #expect(model.items[2]?.queue == "works/E")
        #expect(model.items[2]?.hops == 1)
        #expect(model.items[4]?.standing == .cancelled)
        #expect(
            model.items.filter { $0.value.request == request && $0.value.isOpen }.values.allSatisfy { $0.priority == 1 }
        )
        #expect(model.requests[request]?.department == "parks")
        #expect(model.requests[request]?.bounces == 1)
        #expect(model.reroute(request, to: legs("police", "triage", "triage"), priority: 1, at: "east") == .done)
        #expect(model.items[3]?.place == .waiting)
        #expect(model.items[5]?.standing == .waiting)
        #expect(model.leases.isEmpty)
        #expect(model.accept([3], under: lease, by: "parks") == [3: .stale])
        #expect(model.breaches == [])
    }

    @Test func `renewals end at the cap`() {
        var scene = ModelScene(.leased)
        #expect(scene.model.renew(scene.lease, by: "parks", seconds: 600) == .gone)
        #expect(scene.model.renew(scene.lease, by: "works", seconds: 1200) == .held([1]))
        #expect(scene.model.renew(scene.lease, by: "works", seconds: 7200) == .held([1]))
        #expect(scene.model.leases[scene.lease]?.expiresAt == 3600)
        #expect(scene.model.renew(scene.lease, by: "works", seconds: 7200) == .capped)
    }
}
