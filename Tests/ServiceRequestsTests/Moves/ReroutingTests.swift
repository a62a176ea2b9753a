import Boundaries
import ServiceRequests
import Testing

@Suite struct ReroutingTests {
    private static func open(_ item: Int64, _ queue: String) -> Rerouting.OpenLeg {
        Rerouting.OpenLeg(item: item, department: String(queue.prefix { $0 != "/" }), queue: queue)
    }

    private static func leg(_ queue: String) -> RoutingDecision.Leg {
        let parts = queue.split(separator: "/").map(String.init)
        return RoutingDecision.Leg(
            department: parts[0],
            boundary: parts.count == 2 ? Boundary.Reference(layer: "l", id: parts[1], name: parts[1]) : nil
        )
    }

    @Test(
        arguments: [
            // The same decision leaves everything as it stands.
            (["works/W"], ["works/W"], [.keep(item: 1)], []),
            (["parks", "works/W"], ["parks", "works/W"], [.keep(item: 1), .keep(item: 2)], []),
            (["parks", "works/W"], ["works/W", "parks"], [.keep(item: 2), .keep(item: 1)], []),
            // The department's other queue.
            (["works/W"], ["works/E"], [.move(item: 1)], []),
            // The same department before another one that comes first.
            (["parks", "works/W"], ["works/E"], [.move(item: 2)], [1]),
            // The same queue before the same department.
            (["works/W", "works/1"], ["works/1", "works/E"], [.keep(item: 2), .move(item: 1)], []),
            // What is left, in order.
            (["works/W"], ["police/1"], [.move(item: 1)], []),
            (["works/W", "parks"], ["police/1", "triage"], [.move(item: 1), .move(item: 2)], []),
            // More and fewer.
            (["works/W"], ["works/W", "parks"], [.keep(item: 1), .add], []),
            (["works/W"], ["parks", "works/W", "police"], [.add, .keep(item: 1), .add], []),
            (["works/W", "parks"], ["works/W"], [.keep(item: 1)], [2]),
            (["works/W", "parks", "police"], ["triage"], [.move(item: 1)], [2, 3]),
            ([], ["works/W"], [.add], []),
        ] as [([String], [String], [Rerouting.Step], [Int64])]
    )
    func `legs are matched by queue, then by department, then in order`(
        old: [String],
        new: [String],
        steps: [Rerouting.Step],
        cancelled: [Int64]
    ) {
        let open = old.enumerated().map { Self.open(Int64($0.offset + 1), $0.element) }
        let rerouting = Rerouting(from: open, to: new.map(Self.leg))
        #expect(rerouting.steps == steps)
        #expect(rerouting.cancelled == cancelled)
    }

    @Test func `every open leg is kept, moved or cancelled, and every new one is served, whatever they are`() {
        let queues = ["works/W", "works/E", "parks", "police/1", "police/2", "triage"]
        for old in 0..<64 {
            for new in 1..<64 {
                let picked = queues.indices.filter { old & (1 << $0) != 0 }.map { queues[$0] }
                let wanted = queues.indices.reversed().filter { new & (1 << $0) != 0 }.map { queues[$0] }
                let open = picked.enumerated().map { Self.open(Int64($0.offset + 1), $0.element) }
                let rerouting = Rerouting(from: open, to: wanted.map(Self.leg))
                var seen = rerouting.cancelled
                for (step, queue) in zip(rerouting.steps, wanted) {
                    switch step {
                    case .keep(let item):
                        seen.append(item)
                        #expect(picked[Int(item) - 1] == queue)
                    case .move(let item):
                        seen.append(item)
                        #expect(!picked.contains(queue))
                    case .add: #expect(!picked.contains(queue))
                    }
                }
                #expect(seen.sorted() == open.map(\.item))
                #expect(rerouting.steps.count == wanted.count)
                #expect(rerouting.cancelled.isEmpty || !rerouting.steps.contains(.add))
            }
        }
    }
}
