import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `board.mustache` shows.
struct BoardView: Sendable {
    /// A number that leads to its list.
    struct Figure: Sendable {
        let number: String
        let address: String
    }

    /// A number above the fold.
    struct Tile: Sendable {
        let label: String
        let number: String
        let address: String
        let tone: String?
        let shape: String?
    }

    /// A department's row, or the sum of all.
    struct Line: Sendable {
        let name: String
        let isTriage: Bool
        let waiting: Figure
        let leased: Figure
        let accepted: Figure
        let late: Figure
        let isLate: Bool
        let closed: Figure
        let oldest: LocalTime.Stamp?
        let oldestAddress: String
    }

    let asOf: LocalTime.Stamp
    let tiles: [Tile]
    let lines: [Line]
    let total: Line

    init(_ figures: BoardFigures, words: StaffWords) {
        let sum = figures.total
        asOf = words.time.stamp(figures.at, words.clock)
        let triage = figures.lines.first { $0.department == Department.triage }?.open ?? 0
        let oldest = sum.oldestWaiting.map { words.time.distance(figures.at.timeIntervalSince($0)) } ?? "none"
        tiles = [
            Tile("waiting", sum.waiting, ItemSelection(.waiting)),
            Tile("oldest waiting", text: oldest, ItemSelection(.waiting, order: .oldest), tone: "words-only"),
            Tile("late", sum.late, ItemSelection(.late), isBad: sum.late > 0),
            Tile("with a worker", sum.leased, ItemSelection(.leased)),
            Tile("accepted", sum.accepted, ItemSelection(.accepted)),
            Tile("in triage", triage, ItemSelection(.open, department: Department.triage), isBad: triage > 0),
            Tile("closed in 24 hours", sum.closed, ItemSelection(.closed)),
            Tile("in during the last hour", figures.inLastHour, ItemSelection(.submitted, hours: 1)),
            Tile("out during the last hour", figures.outLastHour, ItemSelection(.closed, hours: 1)),
        ]
        let known = words.catalog.departments.map(\.code)
        let gone = figures.lines.map(\.department).filter { !known.contains($0) }
        let codes = (known.filter { $0 != Department.triage } + gone).sorted { one, other in
            let names = (words.department(one), words.department(other))
            return names.0 == names.1 ? one < other : names.0 < names.1
        }
        lines = (codes + [Department.triage]).map { code in
            let line = figures.lines.first { $0.department == code }
            return Line(line ?? BoardFigures.Line(department: code), words: words)
        }
        total = Line(sum, words: words)
    }
}

extension BoardView.Tile {
    fileprivate init(_ label: String, _ number: Int, _ selection: ItemSelection, isBad: Bool = false) {
        self.init(label, text: number.grouped, selection, tone: isBad ? "bad" : nil)
    }

    fileprivate init(_ label: String, text: String, _ selection: ItemSelection, tone: String? = nil) {
        self.init(
            label: label,
            number: text,
            address: WorklistQuery.address(BoardRoutes.items, selection),
            tone: tone,
            shape: tone == "bad" ? "▲" : nil
        )
    }
}

extension BoardView.Line {
    /// A department's row, or the sum's, whose department is empty.
    fileprivate init(_ figures: BoardFigures.Line, words: StaffWords) {
        let department = figures.department.isEmpty ? nil : figures.department
        func figure(_ number: Int, _ standing: ItemSelection.Standing) -> BoardView.Figure {
            let selection = ItemSelection(standing, department: department)
            return BoardView.Figure(
                number: number.grouped,
                address: WorklistQuery.address(BoardRoutes.items, selection)
            )
        }
        name = department.map(words.department) ?? "All departments"
        isTriage = department == Department.triage
        waiting = figure(figures.waiting, .waiting)
        leased = figure(figures.leased, .leased)
        accepted = figure(figures.accepted, .accepted)
        late = figure(figures.late, .late)
        isLate = figures.late > 0
        closed = figure(figures.closed, .closed)
        oldest = figures.oldestWaiting.map(words.ago)
        oldestAddress = WorklistQuery.address(
            BoardRoutes.items,
            ItemSelection(.waiting, department: department, order: .oldest)
        )
    }
}
