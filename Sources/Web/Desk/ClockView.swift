import GeoReport
import Store

/// The clock of an accepted item: running, with the form that stops it, or standing still, with the one that starts it.
struct ClockView: Sendable {
    /// The form that stops it.
    struct Running: Sendable {
        let reason: String
        let reasonError: String?
    }

    /// Since when it stands still, and why.
    struct Paused: Sendable {
        let since: LocalTime.Stamp
        let reason: String
    }

    let running: Running?
    let paused: Paused?
    let token: String

    /// Nil for an item that is not accepted.
    init?(_ row: ItemRow, form: PauseForm, words: StaffWords) {
        guard row.place == .accepted else { return nil }
        running = row.pause == nil ? Running(reason: form.reason ?? "", reasonError: form.error) : nil
        paused = row.pause.map { pause in
            Paused(
                since: words.time.stamp(pause.since, words.time.momentInSentence(pause.since, now: words.now)),
                reason: pause.reason ?? ""
            )
        }
        token = FormToken().text
    }
}

/// The reason somebody gives for stopping an item's clock.
struct PauseForm: Sendable {
    var reason: String?
    var error: String?

    init() {}

    init(_ form: FormParameters) {
        reason = form["reason"]
        error =
            reason.map { OutcomeForm.fault($0, longest: 500, isOneLine: false) }
            ?? "Say why; the resident reads it too."
    }

    /// What is wrong with it, by the field of `item.mustache`.
    var problems: [OutcomeForm.Problem] { error.map { [OutcomeForm.Problem(field: "pause-reason", words: $0)] } ?? [] }
}
