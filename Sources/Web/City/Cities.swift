import GeoReport
import Synchronization

/// The jurisdictions one server serves, each as it was last published.
///
/// Live: ask it anew for every request, and once for each, so that a request sees one catalog and one version of every
/// layer from its beginning to its end.
public final class Cities: Sendable {
    private struct State {
        var all: [City]
        var byCode: [String: City]
        /// What keeps a city from following its publications, by code.
        var weaknesses: [String: String] = [:]
    }

    /// The cities to try things out in, each under its own code; nil where these are such.
    let sandboxes: Cities?

    private let state: Mutex<State>

    /// Creates the list.
    public convenience init(_ cities: [City]) { self.init(cities, sandboxes: nil) }

    /// Creates the list with a sandbox of each.
    init(_ cities: [City], sandboxes: Cities?) {
        self.sandboxes = sandboxes
        state = Mutex(
            State(
                all: cities.sorted { $0.code < $1.code },
                byCode: Dictionary(cities.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
            )
        )
    }

    /// All of them, by code.
    public var all: [City] { state.withLock { $0.all } }

    /// The city with a code.
    public subscript(code: String) -> City? { state.withLock { $0.byCode[code] } }

    /// The city a GeoReport client means: the one it names, or the only one.
    ///
    /// One that is not served is 404; none named where several are served is 400.
    func meant(by parameters: FormParameters) throws(GeoReportError) -> City {
        let all = all
        let id = try ServedJurisdictions(all.map(\.jurisdictionID)).id(in: parameters)
        guard let city = all.first(where: { $0.jurisdictionID == id }) else {
            throw GeoReportError(.jurisdictionUnknown, "jurisdiction_id: expected one served here, found another")
        }
        return city
    }

    /// The sandbox of a city; nil where there is none.
    func sandbox(of city: City) -> City? { sandboxes?.all.first { $0.jurisdictionID == city.jurisdictionID } }

    /// Puts a city in the place of the one with its code, or beside the others; later requests get it, and its sandbox
    /// follows.
    func replace(_ city: City) {
        if let sandbox = sandbox(of: city) { sandboxes?.replace(sandbox.sandbox(following: city)) }
        state.withLock { state in
            state.byCode[city.code] = city
            state.all = state.byCode.values.sorted { $0.code < $1.code }
            state.weaknesses[city.code] = nil
        }
    }

    /// Notes why a city stays as it is though something else was published.
    func stays(_ code: String, because reason: String) {
        state.withLock { $0.weaknesses[code] = reason }
    }

    /// Why cities are not as they were last published, one line each; empty when all is well.
    var weaknesses: [String] {
        state.withLock { state in state.weaknesses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" } }
    }
}
