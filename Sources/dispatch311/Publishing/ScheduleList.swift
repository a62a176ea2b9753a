import Store

/// What a city has scheduled, below the list of what was in force.
struct ScheduleList: Sendable {
    private let lines: [ScheduleLine]

    /// Takes what has not come into force: what waits, was refused, withdrawn, or had nothing left to change.
    ///
    /// What came into force is a publication, and listed as one. With a layer, only what changes that.
    init(_ city: CityLog, kind: Publication.Kind, layer: String? = nil) {
        let waiting = city.schedule.filter { $0.ending == nil }
        let surprises = city.log.first.map { ScheduleSurprise.all(in: waiting, on: $0.content) } ?? []
        lines = city.schedule.filter { scheduled in
            if case .published = scheduled.ending?.outcome { return false }
            guard scheduled.kind == kind else { return false }
            return layer == nil || scheduled.patch.layers.contains { $0.id == layer }
        }.map { ScheduleLine($0, of: city.code, surprises: surprises) }
    }

    /// Prints it: a table and what surprises, or with `--json` one object a line; nothing where nothing is scheduled.
    func show(on console: Console) throws(CommandError) {
        if console.isJSON {
            for line in lines { try console.print(json: line) }
            return
        }
        guard !lines.isEmpty else { return }
        var table = TextTable([
            .numbers("scheduled"), .words("from"), .words("state"), .words("what"), .words("by"), .words("note"),
        ])
        for line in lines {
            table.add([
                String(line.scheduled), line.effectiveAt.listed, line.state, line.what, line.actor, line.note ?? "",
            ])
        }
        console.print(
            [""] + table.lines(width: max(100, console.terminal.width), isPlain: console.terminal.isPlain)
        )
        for line in lines {
            let reason = line.state == "refused" ? line.reason : nil
            console.print(
                line.surprises + (reason.map { ["scheduled \(line.scheduled) was refused: \($0.escaped)"] } ?? [])
            )
        }
    }
}
