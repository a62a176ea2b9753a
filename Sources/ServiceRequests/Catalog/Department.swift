/// A department: GeoReport's `agency_responsible`, who does the work.
public struct Department: Sendable, Hashable {
    /// The code of the department that takes what no rule can place; every catalog has it.
    public static let triage = "triage"

    /// The name of triage's queue of requests that a person looks at before their owners do.
    ///
    /// It is their own, for one client may send very many of them at once, which must not stand before anything else.
    public static let quarantine = "triage/quarantine"

    /// The agency's own code in lower case: `nypd`.
    public let code: String

    /// Its name.
    public let name: LocalizedText

    /// A telephone number a resident may call.
    public let phone: String?

    /// Its page.
    public let url: String?

    /// Creates a department.
    public init(code: String, name: LocalizedText, phone: String? = nil, url: String? = nil) {
        self.code = code
        self.name = name
        self.phone = phone
        self.url = url
    }
}
