import GeoReport

/// The jurisdictions one server serves.
public struct Cities: Sendable {
    /// All of them, by code.
    public let all: [City]

    private let byCode: [String: City]

    /// Creates the list.
    public init(_ cities: [City]) {
        all = cities.sorted { $0.code < $1.code }
        byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The city with a code.
    public subscript(code: String) -> City? { byCode[code] }

    /// The city a GeoReport client means: the one it names, or the only one.
    ///
    /// One that is not served is 404; none named where several are served is 400.
    func meant(by parameters: FormParameters) throws(GeoReportError) -> City {
        let id = try ServedJurisdictions(all.map(\.code)).id(in: parameters)
        guard let city = byCode[id] else {
            throw GeoReportError(.jurisdictionUnknown, "jurisdiction_id: expected one served here, found another")
        }
        return city
    }
}
