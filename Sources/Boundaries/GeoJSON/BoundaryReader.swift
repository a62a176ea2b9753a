public import Foundation

/// Reads the boundaries of a layer from GeoJSON (RFC 7946) and checks all of it.
///
/// What it gives has unique ids and polygons that GEOS finds valid; every coordinate was checked before GEOS saw it.
/// Nothing is repaired: a file with a fault is refused, with all its faults.
///
///     let layer = try BoundaryReader().read(data, as: definition, file: "police_precinct.geojson")
public struct BoundaryReader: Sendable {
    /// One file to read.
    public struct Source: Sendable {
        /// The file's bytes.
        public let data: Data
        /// The layer it holds.
        public let definition: LayerDefinition
        /// The name for faults.
        public let file: String
        /// Where every position of the file must lie; nil leaves it to the reader's limits.
        public let extent: BoundingBox?

        /// Creates a source; the name for faults is the definition's file unless another is given.
        public init(data: Data, definition: LayerDefinition, file: String? = nil, extent: BoundingBox? = nil) {
            self.data = data
            self.definition = definition
            self.file = file ?? definition.file
            self.extent = extent
        }
    }

    /// How much a file may ask of us.
    public let limits: BoundaryLimits

    /// Whether a fault that makes a file unusable stops no further look at it.
    ///
    /// A reader says what it needs to refuse a file; a lint looks at the shapes of a projected file too.
    let isThorough: Bool

    /// Creates a reader.
    public init(limits: BoundaryLimits = BoundaryLimits()) {
        self.init(limits: limits, isThorough: false)
    }

    init(limits: BoundaryLimits, isThorough: Bool) {
        self.limits = limits
        self.isThorough = isThorough
    }

    /// Reads one layer.
    ///
    /// Some 50 ms for 5 MB in release, part of it in GEOS: call it off Swift's cooperative threads, or use the form for
    /// several files. Throws `BoundaryError.faults` with all faults in the file's order.
    public func read(
        _ data: Data,
        as definition: LayerDefinition,
        file: String
    ) throws(BoundaryError) -> BoundaryLayer {
        var faults = FaultList(file: file, maximum: limits.maximumFaults)
        guard let collection = decode(data, &faults) else { throw .faults(faults.all) }
        let boundaries = try features(of: collection, as: definition, &faults).compactMap(\.boundary)
        guard faults.isEmpty else { throw .faults(faults.all) }
        let version = Self.version(of: Self.sha256(of: data, as: definition))
        return BoundaryLayer(definition: definition, version: version, boundaries: boundaries)
    }

    /// Reads one source; its own extent goes before the limits'.
    ///
    /// As long as the form for bytes, and it throws the same.
    public func read(_ source: Source) throws(BoundaryError) -> BoundaryLayer {
        var limits = limits
        limits.extent = source.extent ?? limits.extent
        return try BoundaryReader(limits: limits).read(source.data, as: source.definition, file: source.file)
    }

    /// Reads several layers on a thread of its own and throws the faults of all of them together.
    public func read(_ sources: [Source]) async throws(BoundaryError) -> [BoundaryLayer] {
        try await OwnThread.run { () throws(BoundaryError) in
            var layers: [BoundaryLayer] = []
            var faults: [BoundaryFault] = []
            for source in sources {
                do throws(BoundaryError) {
                    layers.append(try read(source))
                } catch {
                    guard case .faults(let more) = error else { throw error }
                    faults += more
                }
            }
            guard faults.isEmpty else { throw .faults(faults) }
            return layers
        }
    }

    /// Decodes the file once its bytes have been looked through; nil where that found a fault.
    func decode(_ data: Data, _ faults: inout FaultList) -> RawCollection? {
        guard data.count <= limits.maximumBytes else {
            faults.add(.tooManyBytes, "expected at most \(limits.maximumBytes) bytes, found \(data.count)")
            return nil
        }
        let bytes = data.span
        if let words = FileSignature.words(bytes) {
            faults.add(.otherFormat, "expected GeoJSON, found \(words)")
            return nil
        }
        do {
            _ = try UTF8Span(validating: bytes)
        } catch {
            faults.add(.encoding, "expected UTF-8, found another byte at offset \(error.byteOffsets.lowerBound)")
            return nil
        }
        for index in bytes.indices where bytes[index] == 0 {
            faults.add(.encoding, "expected text, found a NUL at offset \(index)")
            return nil
        }
        do throws(JSONCheck.Fault) {
            try JSONCheck.check(bytes, limits: limits)
        } catch {
            faults.add(error.kind, error.message)
            return nil
        }
        do {
            return try JSONDecoder().decode(RawCollection.self, from: data)
        } catch DecodingError.typeMismatch {
            faults.add(.notAFeatureCollection, "expected a FeatureCollection, found JSON that is no object")
        } catch {
            faults.add(.syntax, "expected JSON, found text that Foundation does not take for it")
        }
        return nil
    }
}
