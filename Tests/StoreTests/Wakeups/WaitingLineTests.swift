import Testing

@testable import Store

@Suite struct WaitingLineTests {
    /// A line whose waiters are named.
    private final class Line {
        private var line = WaitingLine<String>()

        var count: Int { line.count }

        func enter(_ scope: ClaimScope) -> UInt64 { line.enter(scope) }
        func wait(_ name: String, _ id: UInt64) -> Bool { line.wait(name, at: id) }
        func stop(_ id: UInt64) -> String? { line.stopWaiting(at: id) }
        func leave(_ id: UInt64) -> [String] { line.leave(id) }
        func ring(_ name: String, _ count: Int = 1) -> [String] { line.ring(name, count: count) }
        func ringAll() -> [String] { line.ringAll() }
        func take(_ id: UInt64) -> WaitingLine<String>.Ring? { line.takeRing(at: id) }
        func putBack(_ name: String, _ id: UInt64) { line.putBack(.queue(name), at: id) }
    }

    private let department = ClaimScope(department: "works", queue: nil)
    private let west = ClaimScope(department: "works", queue: "works/W")
    private let police = ClaimScope(department: "police", queue: nil)

    /// A line in which somebody waits for each scope, named a, b, c and so on as they came.
    private func line(_ scopes: [ClaimScope]) -> (Line, [UInt64]) {
        let line = Line()
        let ids = scopes.map { line.enter($0) }
        for (id, name) in zip(ids, "abcdefgh") { #expect(line.wait(String(name), id)) }
        return (line, ids)
    }

    @Test func `as many are woken as there are items, first come first served, of those who can take them`() {
        let (line, _) = line([police, department, west, department])
        #expect(line.ring("works/W", 2) == ["b", "c"])
        #expect(line.ring("works/E") == ["d"])
        #expect(line.ring("works/E") == [])
        #expect(line.ring("police", 5) == ["a"])
    }

    @Test func `a queue whose name only begins like a department's code is another's`() {
        let (line, _) = line([department])
        #expect(line.ring("worksmanship") == [])
        #expect(line.ring("works") == ["a"])
    }

    @Test func `whoever leaves without having looked passes the ring on`() {
        let (line, ids) = line([department, police, department])
        #expect(line.ring("works/W") == ["a"])
        #expect(line.leave(ids[0]) == ["c"])
        #expect(line.count == 2)
        #expect(line.take(ids[2]) == .queue("works/W"))
        #expect(line.leave(ids[2]) == [])
    }

    @Test func `a ring between a look and the wait after it is not missed`() {
        let line = Line()
        let id = line.enter(department)
        #expect(line.take(id) == nil)
        #expect(line.ring("works/W") == [])
        #expect(!line.wait("a", id))
        #expect(line.take(id) == .queue("works/W"))
        #expect(line.wait("a", id))
        #expect(line.stop(id) == "a")
        line.putBack("works/W", id)
        #expect(!line.wait("a", id))
    }

    @Test func `everyone is woken where anything may have come in`() {
        let (line, ids) = line([department, police, department])
        #expect(line.ring("works/W") == ["a"])
        #expect(line.ringAll() == ["b", "c"])
        #expect(line.leave(ids[1]) == [])
        // The third will look anyway, so there is nobody left to pass the first one's ring on to.
        #expect(line.leave(ids[0]) == [])
    }
}
