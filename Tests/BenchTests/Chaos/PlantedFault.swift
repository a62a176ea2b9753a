import Testing

@testable import dispatch311_bench

/// Something done to a sound run, and the promises that it breaks; none where it is sound still.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let promises: Set<String>
    let plant: @Sendable (inout ChaosScene) -> Void

    init(_ name: String, _ promises: Set<String>, _ plant: @escaping @Sendable (inout ChaosScene) -> Void) {
        testDescription = name
        self.promises = promises
        self.plant = plant
    }

    private static let heard = "a word that is acknowledged is heard"
    private static let unsaid = "nothing happens that nobody said"
    private static let made = "every fault was made"
    private static let something = "there was something to judge"
    private static let known = "nobody cancels, and nothing is unknown"
    private static let (a, b, parks) = ("w0-works-0", "w1-works-0", "w0-parks-0")

    /// Nothing is wrong with these.
    static let none = [
        PlantedFault("a sound run", []) { _ in },
        PlantedFault("a claim answered after its lease", []) {
            $0.replace("c b-1 @6.6 L2 12=5", with: "c b-1 @12.0 L2 12=5", in: b)
            $0.replace("@6.7", with: "@12.1", in: b)
            $0.replace("@6.8", with: "@12.2", in: b)
        },
        PlantedFault("claimed again between a word's first try and its answer", []) {
            $0.replace("complete L1", with: "release L1", in: a)
            $0.moves[ChaosScene.line(11, "works/w0-works-0", .completed)] = nil
            $0.moves[ChaosScene.line(11, "works/w0-works-0", .released)] = 1
            $0.add("C c-0 @1.4 0 10 5 0", "c c-0 @1.45 L4 11=5", to: parks)
        },
        PlantedFault("an offer that ran out before its lease", []) {
            $0.replace("11=5 12=5", with: "11=5 12=2", in: a)
            $0.replace("@7.0 0 release", with: "@3.2 0 release", in: a)
            $0.replace("w a-4 @7.1", with: "w a-4 @3.3", in: a)
        },
        PlantedFault("a hand-over of an offer, which declines it", []) {
            $0.moves[ChaosScene.line(12, "works/w1-works-0", .handedOver)] = nil
            $0.moves[ChaosScene.line(12, "works/w1-works-0", .declined)] = 1
        },
    ]

    /// What an item went through.
    static let ofWork = [
        PlantedFault("two live leases of an item", ["one holder at a time"]) {
            $0.add("C b-0 @1.1 0 10 5 0", "c b-0 @1.2 L9 11=5", to: b)
        },
        PlantedFault(
            "two live leases, one of them heard and the other stale",
            [
                "one holder at a time", "a lease holds while it runs",
            ]
        ) {
            $0.add("C b-0 @1.1 0 10 5 0", "c b-0 @1.2 L9 11=5", to: b)
            $0.add("W b-9 @1.75 0 complete L9 - 9 11", "w b-9 @1.8 11=stale", to: b)
        },
        PlantedFault("an acknowledged claim that vanished", ["a lease holds while it runs"]) {
            $0.replace("@7.0 0 release", with: "@4.0 0 release", in: a)
            $0.replace("w a-4 @7.1", with: "w a-4 @4.1", in: a)
        },
        PlantedFault("a lease of what another has accepted", ["one holder at a time"]) {
            $0.add("C c-0 @2.0 0 10 5 0", "c c-0 @2.1 L9 10=5", to: parks)
        },
        PlantedFault("an unknown item", [known]) { $0.replace("12=stale", with: "12=unknown", in: a) },
        PlantedFault("a cancelled item", [known]) { $0.replace("12=stale", with: "12=cancelled", in: a) },
        PlantedFault("a word that is not there", [heard]) {
            $0.moves[ChaosScene.line(11, "works/w0-works-0", .completed)] = nil
        },
        PlantedFault("a hand-over that only another made", [heard, unsaid]) {
            $0.moves[ChaosScene.line(12, "works/w1-works-0", .handedOver)] = nil
            $0.moves[ChaosScene.line(12, "works/w9-works-0", .handedOver)] = 1
        },
        PlantedFault("one event for two words", [heard]) {
            $0.add("C b-3 @20 0 10 5 0", "c b-3 @20.1 L7 12=5", to: b)
            $0.add("W b-4 @20.2 0 hand-over L7 parks 9 12", "w b-4 @20.3 12=ok", to: b)
        },
        PlantedFault("accepted by two, there once", ["one holder at a time", "accepted once", heard]) {
            $0.add("C b-0 @1.3 0 10 5 0", "c b-0 @1.4 L9 10=5", to: b)
            $0.add("W b-9 @1.5 0 accept L9 - 9 10", "w b-9 @1.6 10=ok", to: b)
        },
        PlantedFault("completed by two", ["completed once"]) {
            $0.add("W b-9 @9.0 0 complete L2 - 9 11", "w b-9 @9.1 11=ok", to: b)
            $0.moves[ChaosScene.line(11, "works/w1-works-0", .completed)] = 1
        },
        PlantedFault("accepted again after a completion", ["accepted once"]) { $0.twice = ["item 10"] },
        PlantedFault("completed though nobody said so", [unsaid]) {
            $0.moves[ChaosScene.line(13, "works/w0-works-0", .completed)] = 1
        },
        PlantedFault("an acceptance that was forgotten", ["what is accepted stays accepted"]) {
            $0.replace("w a-5 @8.1 10=ok", with: "w a-5 @8.1 10=stale", in: a)
        },
        PlantedFault("a word refused", ["nothing sound is refused"]) {
            $0.replace("w a-4 @7.1 12=stale", with: "x a-4 @7.1 422 no", in: a)
        },
        PlantedFault("a call nobody answered", ["everything is answered in the end"]) {
            $0.add("C b-9 @9.0 0 10 5 0", to: b)
        },
    ]

    /// What residents were told.
    static let ofSubmissions = [
        PlantedFault("a request lost", ["what is acknowledged is there"]) { $0.requests.removeFirst() },
        PlantedFault("a request twice", ["one request for each key"]) {
            $0.requests.append(ChaosStored.Request(id: "id2", index: 0, isClosed: true))
        },
        PlantedFault("a request nobody sent", ["nothing is there that nobody sent"]) {
            $0.requests.append(ChaosStored.Request(id: "id9", index: 9, isClosed: true))
        },
        PlantedFault("a key that leads nowhere", ["a key leads to its request"]) { $0.keys[1] = nil },
        PlantedFault("two answers", ["equal answers"]) { $0.submissions += "A 0 0\nK 0 id0 9 1\n" },
        PlantedFault("a submission refused", ["nothing sound is refused"]) { $0.submissions += "X 0 400 no\n" },
        PlantedFault(
            "a submission not sent",
            [
                "everything is sent", "nothing is there that nobody sent",
            ]
        ) { $0.submissions = "A 0 0\nK 0 id0 7 0\n" },
        PlantedFault("a request that stays open", ["everything ends"]) {
            $0.requests[0] = ChaosStored.Request(id: "id0", index: 0, isClosed: false)
        },
        PlantedFault("503 without a time", ["503 says when to come again"]) { $0.submissions += "U 0 503 bare\n" },
    ]

    /// A run that proves nothing.
    static let ofConduct = [
        PlantedFault("nobody could look", [something]) {
            $0.sight.looks = 0
            $0.sight.blind = 60
            $0.sight.reason = "no such column"
        },
        PlantedFault("too few looks", [something]) { $0.sight.looks = 11 },
        PlantedFault("a row of a look", ["in exactly one place, of the right department"]) {
            $0.sight.breaches = ["item 10"]
        },
        PlantedFault("a kill of a server less", [made]) { $0.tally.serverKills = 3 },
        PlantedFault("a kill of PostgreSQL less", [made]) { $0.tally.databaseKills = 1 },
        PlantedFault("a fault that was never made", [made]) { $0.tally.faults[.loadKill] = nil },
        PlantedFault("no return measured", [something]) { $0.tally.returns = [] },
        PlantedFault("a fault after the load", [made]) {
            $0.tally.breaches = [ChaosBreach(promise: made, row: "begun after the load had ended")]
        },
        PlantedFault("no claim was answered", [something]) {
            $0.lanes = [b: "S\n"]
            $0.moves = [:]
        },
    ]
}
