import Foundation

/// Says everything that is wrong or odd with boundary files, and what to do about it.
///
/// It asks the reader for its faults, so that the two never differ: a file has an error here exactly when the reader
/// refuses it. Where the reader stops, at a reference system that is not WGS 84 for one, the lint goes on as far as
/// something can be known.
///
///     let result = try BoundaryLint().result(of: LintSubject(data: data, file: "ward.geojson"))
public struct BoundaryLint: Sendable {
    /// How much a file may ask of us; the subject's extent goes before this one's.
    public let limits: BoundaryLimits

    /// What is taken for too small.
    public let settings: LintSettings

    /// Creates a lint.
    public init(limits: BoundaryLimits = BoundaryLimits(), settings: LintSettings = LintSettings()) {
        self.limits = limits
        self.settings = settings
    }

    /// Looks at one file.
    ///
    /// Long work, some hundred milliseconds for 5 MB: call it on a thread of its own. Throws only where GEOS itself
    /// fails.
    public func result(of subject: LintSubject) throws(BoundaryError) -> LintResult {
        try look(at: subject).result(settings)
    }

    /// Looks at one file and keeps what was seen.
    func look(at subject: LintSubject) throws(BoundaryError) -> FileLook {
        var limits = limits
        limits.extent = subject.extent ?? limits.extent
        limits.maximumFaults = settings.maximumFindings
        let reader = BoundaryReader(limits: limits, isThorough: true)
        var faults = FaultList(file: subject.file, maximum: limits.maximumFaults)
        var look = FileLook(subject: subject, extent: limits.extent)
        guard let collection = reader.decode(subject.data, &faults) else {
            look.faults = faults.all
            return look
        }
        let isGuessed = subject.key == nil && (collection.features ?? []).contains { $0.type == "Feature" }
        let guess = isGuessed ? KeyGuess(collection.features ?? []) : nil
        let definition = LayerDefinition(
            id: "",
            names: [:],
            file: subject.file,
            key: subject.key ?? guess?.key ?? "id",
            label: subject.label,
            properties: subject.properties
        )
        look.guess = guess
        look.key = guess?.key ?? subject.key
        look.count = collection.features?.count ?? 0
        look.system = collection.referenceSystem
        look.features = try reader.features(of: collection, as: definition, &faults)
        look.faults = faults.all
        look.bytes = Array(subject.data)
        look.outline = JSONOutline(look.bytes)
        return look
    }
}
