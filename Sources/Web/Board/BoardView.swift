import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `board.mustache` and its part `board-now.mustache` show.
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
        /// What it is made of, below it.
        var hint: String?
        /// How it went in the last hours, drawn.
        var spark: String?
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

    /// What is said of the form that led here.
    var notice: StaffNotice?
    /// Whose session it is; see `StaffVisit.mark`.
    var who = ""
    let asOf: LocalTime.Stamp
    /// The moment in milliseconds, and the snapshot of events, for the script.
    let at: String
    let after: String
    /// What a screen reader is told now and then.
    let summary: String
    let tiles: [Tile]
    let lines: [Line]
    let total: Line
    let hours: HourChart
    let ages: AgeMatrix
    let outcomes: OutcomesView?
    let news: [NewsLine]
    let system: [SystemLine]
    /// What of it moves; nil where there is no Leaflet.
    let map: BoardMap?

    init(_ now: BoardKeeper.Now, _ found: BoardOutcomes?, words: StaffWords, viewer: String, map: BoardMap?) {
        let figures = now.figures
        let sum = figures.total
        asOf = words.time.stamp(figures.at, words.clock)
        at = String(Int64((figures.at.timeIntervalSince1970 * 1000).rounded(.down)))
        after = now.latest.snapshot.text
        let triage = figures.lines.first { $0.department == Department.triage }?.open ?? 0
        let oldest = sum.oldestWaiting.map { words.time.distance(figures.at.timeIntervalSince($0)) } ?? "none"
        var dueSoon = ItemSelection(.open)
        dueSoon.due = .soon
        tiles = [
            Tile("waiting", sum.waiting, ItemSelection(.waiting)),
            Tile("oldest waiting", text: oldest, ItemSelection(.waiting, order: .oldest), tone: "words-only"),
            Tile("late", sum.late, ItemSelection(.late), isBad: sum.late > 0),
            Tile("due within 24 hours", sum.dueSoon, dueSoon),
            Tile("in triage", triage, ItemSelection(.open, department: Department.triage), isBad: triage > 0)
                .with(hint: found.flatMap { OutcomesView.kinds($0.triage) }),
            Tile("in during the last hour", figures.inLastHour, ItemSelection(.submitted, hours: 1))
                .with(spark: HourSpark.drawing(figures.inByHour)),
            Tile("out during the last hour", figures.outLastHour, ItemSelection(.closed, hours: 1))
                .with(spark: HourSpark.drawing(figures.outByHour)),
            Tile("with a worker", sum.leased, ItemSelection(.leased)),
            Tile("accepted", sum.accepted, ItemSelection(.accepted)),
            Tile("closed in 24 hours", sum.closed, ItemSelection(.closed)),
        ]
        summary =
            "\(sum.waiting.grouped) waiting, \(sum.late.grouped) late, \(figures.inLastHour.grouped) in and "
            + "\(figures.outLastHour.grouped) out during the last hour."
        let codes = Self.codes(figures, words)
        lines = codes.map { code in
            Line(figures.lines.first { $0.department == code } ?? BoardFigures.Line(department: code), words: words)
        }
        total = Line(sum, words: words)
        hours = HourChart(figures)
        ages = AgeMatrix(figures, codes, words: words)
        outcomes = found.map { OutcomesView($0, words: words) }
        news = now.latest.events.map { NewsLine($0, words: words, viewer: viewer) }
        system = SystemLine.all(figures, words: words)
        self.map = map
    }

    /// The departments' codes in the order of their names, the triage department last; those the catalog no longer has,
    /// too, where they have work.
    private static func codes(_ figures: BoardFigures, _ words: StaffWords) -> [String] {
        let known = words.catalog.departments.map(\.code)
        let gone = figures.lines.map(\.department).filter { !known.contains($0) }
        let codes = (known + gone).filter { $0 != Department.triage }.sorted { one, other in
            let names = (words.department(one), words.department(other))
            return names.0 == names.1 ? one < other : names.0 < names.1
        }
        return codes + [Department.triage]
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

    fileprivate func with(hint: String?) -> BoardView.Tile {
        var tile = self
        tile.hint = hint
        return tile
    }

    fileprivate func with(spark: String) -> BoardView.Tile {
        var tile = self
        tile.spark = spark
        return tile
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
