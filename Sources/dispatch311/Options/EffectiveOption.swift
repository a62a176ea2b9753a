import ArgumentParser
import Store

/// From when something is to be in force, as an option.
struct EffectiveOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Bring it into force at this time, in the city's zone: a day, or a day and a time. (default: now)",
            valueName: "date"
        ),
        transform: { text throws in
            guard let date = EffectiveDate(text) else {
                throw ValidationError("expected \(EffectiveDate.forms), found \"\(text.escaped)\"")
            }
            return date
        }
    )
    var effective: EffectiveDate?

    /// The time given here or in the environment; nil means now.
    var date: EffectiveDate? {
        effective ?? Environment.value("effective", of: EffectiveDate.forms) { EffectiveDate($0) }
    }

    // Read before the command runs, so that a fault in the environment is told before anything is done.
    func validate() throws { _ = date }
}
