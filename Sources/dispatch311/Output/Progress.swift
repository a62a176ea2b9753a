import Synchronization

/// Shows on standard error how far long work is.
///
/// On a terminal one line is drawn again and again; elsewhere a line comes every five seconds. Nothing is shown when
/// the command is quiet. Any task may advance it.
final class Progress: Sendable {
    /// When lines come.
    enum Style: Sendable, Hashable {
        case none
        case lines
        case redrawn
    }

    private struct State {
        var done = 0
        var lastDrawn: ContinuousClock.Instant
        var hasLine = false
    }

    private let label: String
    private let total: Int?
    private let style: Style
    private let terminal: Terminal
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// Starts the clock; the first line comes with the first advance.
    init(_ label: String, total: Int?, style: Style, terminal: Terminal) {
        self.label = label
        self.total = total
        self.style = style
        self.terminal = terminal
        // A terminal shows something within a tenth of a second; a log hears of work that takes longer only.
        let past: Duration = style == .redrawn ? .seconds(1) : .zero
        state = Mutex(State(lastDrawn: start - past))
    }

    /// Counts further work as done.
    func advance(by count: Int = 1) {
        guard style != .none else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            state.done += count
            let interval: Duration = style == .redrawn ? .milliseconds(100) : .seconds(5)
            guard now - state.lastDrawn >= interval else { return }
            state.lastDrawn = now
            draw(&state, at: now)
        }
    }

    /// Draws the last state and ends the line.
    func finish() {
        state.withLock { state in
            guard style == .redrawn, state.done > 0 else { return }
            draw(&state, at: .now)
            if state.hasLine { OutputDescriptor.error.write("\n") }
            state.hasLine = false
        }
    }

    private func draw(_ state: inout State, at now: ContinuousClock.Instant) {
        let line = ProgressLine(label: label, total: total, done: state.done, elapsed: now - start)
        switch style {
        case .none: break
        case .lines:
            OutputDescriptor.error.write(line.text(width: 100, isPlain: terminal.isPlain) + "\n")
        case .redrawn:
            let text = line.text(width: max(20, terminal.width - 1), isPlain: terminal.isPlain)
            OutputDescriptor.error.write("\r\(text)\u{1B}[K")
            state.hasLine = true
        }
    }
}
