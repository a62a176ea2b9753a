import Foundation
import GeoReport
import ServiceRequests
import Store
import Testing

@testable import Web

/// How a history is told in the vocabulary of updates.
@Suite struct UpdateStoryTests {
    /// One event in short: `kind`, or `kind:item`, and its department and detail where they matter.
    struct Step: Sendable {
        let kind: String
        var item: Int64? = 1
        var department = "works"
        var counterpart: String?
        var detail = "{}"
    }

    struct Life: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Step]
        let statuses: [UpdateStatus]
        var testDescription: String { name }
    }

    private static let submitted = Step(kind: "submitted", item: nil)
    private static let accepted = Step(kind: "accepted")
    private static let closed = Step(kind: "closed", item: nil)

    private static func ended(_ outcome: String, _ more: String = "", item: Int64 = 1) -> Step {
        Step(kind: "completed", item: item, detail: #"{"outcome":"\#(outcome)"\#(more)}"#)
    }

    static let lives = [
        Life(name: "nothing yet", steps: [submitted], statuses: [.open]),
        Life(
            name: "with triage from the start",
            steps: [Step(kind: "submitted", item: nil, department: "triage")],
            statuses: [.forTriage]
        ),
        Life(
            name: "done",
            steps: [submitted, accepted, ended("done"), closed],
            statuses: [.open, .inProgress, .inProgress, .fixed]
        ),
        Life(
            name: "no action",
            steps: [submitted, ended("no_action", #","detail":"ours not""#), closed],
            statuses: [.open, .inProgress, .noFurtherAction]
        ),
        Life(
            name: "not found",
            steps: [submitted, ended("not_found"), closed],
            statuses: [.open, .inProgress, .noFurtherAction]
        ),
        Life(
            name: "duplicate",
            steps: [submitted, ended("duplicate", #","detail":"4TNK0X9RC""#), closed],
            statuses: [.open, .inProgress, .duplicate]
        ),
        Life(
            name: "handed on",
            steps: [submitted, ended("handed_on", #","detail":"the State""#), closed],
            statuses: [.open, .inProgress, .notCouncilsResponsibility]
        ),
        Life(
            name: "one of two legs was done",
            steps: [submitted, ended("done"), ended("not_found", item: 2), closed],
            statuses: [.open, .inProgress, .inProgress, .fixed]
        ),
        Life(
            name: "called off",
            steps: [
                submitted, accepted, Step(kind: "cancelled"),
                Step(kind: "closed", item: nil, detail: #"{"reason":"Not ours."}"#),
            ],
            statuses: [.open, .inProgress, .inProgress, .cancelled]
        ),
        Life(name: "closed and nobody says how", steps: [submitted, closed], statuses: [.open, .closed]),
        Life(
            name: "opened again, what was said before no longer counts",
            steps: [submitted, ended("done"), closed, Step(kind: "reopened"), ended("not_found"), closed],
            statuses: [.open, .inProgress, .fixed, .open, .inProgress, .noFurtherAction]
        ),
        Life(
            name: "offered and taken",
            steps: [submitted, accepted, Step(kind: "offered", counterpart: "parks"), accepted],
            statuses: [.open, .inProgress, .internalReferral, .inProgress]
        ),
        Life(
            name: "offered and declined",
            steps: [submitted, Step(kind: "offered", counterpart: "parks"), Step(kind: "declined")],
            statuses: [.open, .internalReferral, .open]
        ),
        Life(
            name: "offered while another leg is in hand",
            steps: [
                submitted, accepted, Step(kind: "offered", item: 2), Step(kind: "offer_expired", item: 2),
            ],
            statuses: [.open, .inProgress, .inProgress, .inProgress]
        ),
        Life(
            name: "triage decides where to",
            steps: [
                submitted, Step(kind: "triaged"),
                Step(kind: "rerouted", item: nil, department: "parks", counterpart: "works"),
            ],
            statuses: [.open, .forTriage, .open]
        ),
        Life(
            name: "seen and left where it is",
            steps: [submitted, accepted, Step(kind: "rerouted", item: nil, counterpart: "works")],
            statuses: [.open, .inProgress, .inProgress]
        ),
        Life(
            name: "the clock stands still",
            steps: [submitted, accepted, Step(kind: "paused"), Step(kind: "resumed")],
            statuses: [.open, .inProgress, .actionScheduled, .inProgress]
        ),
        Life(
            name: "asked and answered",
            steps: [submitted, accepted, Step(kind: "question"), Step(kind: "note"), Step(kind: "answer")],
            statuses: [.open, .inProgress, .investigating, .investigating, .inProgress]
        ),
        Life(
            name: "what is no change of status",
            steps: [submitted]
                + ["note", "due_moved", "leg_added", "linked", "overdue", "due_soon", "released", "lease_expired"]
                .map { Step(kind: $0) },
            statuses: Array(repeating: .open, count: 9)
        ),
    ]

    @Test(arguments: lives)
    func `each event leaves the request with a word of the vocabulary`(life: Life) {
        let history = life.steps.enumerated().map { place, step in
            HistoryLine(
                at: Date(timeIntervalSince1970: Double(place)),
                kind: step.kind,
                actor: "dispatch311",
                department: step.department,
                counterpart: step.counterpart,
                item: step.item,
                detailJSON: step.detail,
                event: Int64(place + 1)
            )
        }
        let statuses = UpdateStory.statuses(of: history)
        #expect(history.map { statuses[$0.event] } == life.statuses)
        #expect(UpdateStory.told(of: history) == statuses, "instants and numbers agree here")
    }

    @Test func `where instants and numbers differ, the last one told says how the request stands`() {
        func line(_ event: Int64, _ at: Double, _ kind: String, _ detail: String = "{}") -> HistoryLine {
            HistoryLine(
                at: Date(timeIntervalSince1970: at),
                kind: kind,
                actor: "works",
                department: "works",
                counterpart: nil,
                item: 1,
                detailJSON: detail,
                event: event
            )
        }
        // The end's statement began first and waited for the acceptance that began later.
        let waited = [
            line(1, 0, "submitted"), line(2, 4, "accepted"), line(3, 3, "completed", #"{"outcome":"done"}"#),
            line(4, 3, "closed"),
        ]
        #expect(UpdateStory.told(of: waited) == [1: .open, 3: .inProgress, 4: .fixed, 2: .fixed])
        // Opened again by one that began before the closing that it waited for.
        let reopened = [
            line(1, 0, "submitted"), line(2, 3, "closed", #"{"reason":"Over."}"#), line(3, 2, "reopened"),
            line(4, 5, "accepted"),
        ]
        #expect(UpdateStory.told(of: reopened) == [1: .open, 3: .open, 2: .open, 4: .inProgress])
    }
}
