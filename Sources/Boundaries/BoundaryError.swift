/// Why boundaries could not be read or indexed.
public enum BoundaryError: Error, Sendable, Hashable {
    /// A file says something that is not so: every fault found, in the order of the file.
    ///
    /// At most `BoundaryLimits.maximumFaults`; when there were more, the last one is of kind `.more` and counts them.
    case faults([BoundaryFault])
    /// Two layers of one index have this id.
    case duplicateLayer(String)
    /// The tolerance names an outline that is not among the layers.
    case unknownOutline(String, layers: [String])
    /// A tolerance that makes no sense: metres that are negative or not finite, a stretch with no line.
    case tolerance(String)
    /// A boundary has a ring of fewer than four positions, or one whose first and last are not the same.
    case openRing(layer: String, id: String)
    /// A layer cannot be measured in metres on a flat map: it is too large, or has no position at all.
    case unmeasurable(String)
    /// GEOS refused or failed: the function and what it said.
    case geometryEngine(String)
}

extension BoundaryError: CustomStringConvertible {
    /// What was expected and what was found; one line a fault.
    public var description: String {
        switch self {
        case .faults(let faults):
            faults.map(\.description).joined(separator: "\n")
        case .duplicateLayer(let id):
            "expected every layer once, found two with the id \(id)"
        case .unknownOutline(let id, let layers):
            "expected the outline to be one of the layers \(layers.joined(separator: ", ")), found \(id)"
        case .tolerance(let message):
            message
        case .openRing(let layer, let id):
            "expected closed rings in layer \(layer), found an open one of the boundary \(id)"
        case .unmeasurable(let message):
            message
        case .geometryEngine(let message):
            "GEOS: \(message)"
        }
    }
}
