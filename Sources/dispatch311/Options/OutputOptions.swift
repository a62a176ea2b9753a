import ArgumentParser

/// How a command speaks.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print data as JSON, one object a line.")
    var json = Environment.flag("json")

    @Flag(name: [.short, .long], help: "Say nothing but data and errors.")
    var quiet = Environment.flag("quiet")

    @Flag(name: .long, help: "Use ASCII only, and no colors; NO_COLOR does the same.")
    var plain = Environment.flag("plain")

    /// What these options ask for.
    var console: Console {
        Console(isJSON: json, isQuiet: quiet, terminal: .current(plain: plain))
    }
}
