import ArgumentParser
import Boundaries
import ServiceRequests

/// `dispatch311 route`: who would get a service request, and why.
struct RouteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Say which department would get a service request, and explain it.",
        discussion: """
            Stores nothing and needs no server. With --csv every row of a table is routed: columns latitude, \
            longitude, service_code or complaint_type, and descriptor where there is one; department, queue, rule, \
            triage and edge_metres are added (<name>_found where the table has the name). Rules are counted from 0, as \
            in --json.

            Examples:
              dispatch311 route --lat 40.6602 --long -73.969 --service illegal-parking
              dispatch311 route --lat 40.66 --long -73.96 --service dead-animal --json
              dispatch311 route --csv requests.csv --out routed.csv
            """
    )

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Degrees north.", valueName: "degrees"))
    var lat: Double?

    @Option(
        name: .long,
        parsing: .unconditional,
        help: ArgumentHelp("Degrees east: negative in the Americas.", valueName: "degrees")
    )
    var long: Double?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "To how many metres the place is known: says whether an edge that matters lies within it.",
            valueName: "metres"
        )
    )
    var accuracy: Double?

    @Option(name: .long, help: ArgumentHelp("The service's code, or a name another system uses.", valueName: "code"))
    var service: String?

    @Option(
        name: .long,
        help: ArgumentHelp("An answer to one of the service's questions; may be repeated.", valueName: "code=answer")
    )
    var attribute: [String] = Environment.list("attribute")

    @Option(name: .long, help: ArgumentHelp("A table to route instead; - is standard input.", valueName: "file"))
    var csv: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where the routed table goes; - is standard output. (default: -)", valueName: "file")
    )
    var out: String?

    @Option(name: .long, help: ArgumentHelp("The language of names and reasons.", valueName: "code"))
    var language = Environment.text("language", default: "en")

    @OptionGroup var city: CityOptions
    @OptionGroup var output: OutputOptions

    private var latitude: Double? { lat ?? Environment.number("lat") }
    private var longitude: Double? { long ?? Environment.number("long") }
    private var metres: Double? { accuracy ?? Environment.number("accuracy") }

    // Read before the command runs, so that a fault in the environment is told before anything is done.
    func validate() throws { _ = (latitude, longitude, metres) }

    func run() async throws {
        if let path = csv ?? Environment.text("csv") {
            return try await routeTable(path, out: out ?? Environment.text("out"))
        }
        let latitude = try required(self.latitude, "lat")
        let longitude = try required(self.longitude, "long")
        let service = try required(service ?? Environment.text("service"), "service")
        let coordinate: Coordinate
        do throws(CoordinateError) {
            coordinate = try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            throw CommandError(.usage, "--lat, --long: \(error)")
        }
        if let metres, !(0...100_000).contains(metres) {
            throw CommandError(.usage, "--accuracy: expected 0 to 100000 metres, found \(metres)")
        }
        var answers: [String: [String]] = [:]
        for text in attribute {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw CommandError(.usage, "--attribute: expected code=answer, found \"\(text)\"")
            }
            answers[String(text[..<equals]), default: []].append(String(text[text.index(after: equals)...]))
        }
        let folders = try city.folders()
        let snapshot = try await folders.snapshot(folders.jurisdiction())
        let explainer = RouteExplainer(snapshot: snapshot, language: language)
        try explainer.explain(
            service: service,
            at: coordinate,
            accuracyMetres: metres,
            answers: answers,
            on: output.console
        )
    }

    private func routeTable(_ path: String, out: String?) async throws {
        guard lat == nil, long == nil, service == nil, accuracy == nil else {
            throw ValidationError(
                "--csv takes places and services from the table: leave out --lat, --long, --service, --accuracy"
            )
        }
        let console = output.console
        if console.isJSON, out == nil || out == "-" {
            throw ValidationError("--json prints the counts, so the table needs a file of its own: add --out FILE")
        }
        let folders = try city.folders()
        let table = try PendingTable(path: path)
        let router = TableAssigner(assigner: Assigner(snapshot: try await folders.snapshot(folders.jurisdiction())))
        try await Interruption.watch {
            let total = console.isShowingProgress ? await RowEstimate.rows(of: path) : nil
            let progress = console.progress("Routing", total: total)
            let counts = try await router.run(table, out: out, progress: progress)
            try counts.report(on: console)
        }
    }

    private func required<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw ValidationError("Missing expected argument '--\(name)' (or '--csv <file>')") }
        return value
    }
}
