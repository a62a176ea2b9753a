import ArgumentParser

/// How a command speaks.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print data as JSON, one object a line.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but data and errors.")
    var quiet = false

    @Flag(name: .long, help: "Use ASCII only, and no colors; NO_COLOR does the same.")
    var plain = false

    /// Whether data is to be JSON, by the option or the environment.
    var isJSON: Bool { json || Environment.flag("json") }

    private var isQuiet: Bool { quiet || Environment.flag("quiet") }
    private var isPlain: Bool { plain || Environment.flag("plain") }

    // Read before the command runs, so that a fault in the environment is told before anything is done.
    func validate() throws { _ = (isJSON, isQuiet, isPlain) }

    /// What these options ask for.
    var console: Console {
        Console(isJSON: isJSON, isQuiet: isQuiet, terminal: .current(plain: isPlain))
    }
}
