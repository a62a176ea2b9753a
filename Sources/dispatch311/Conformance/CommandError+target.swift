import GeoReport

extension CommandError {
    /// What it means to the person at the command line that there is nothing to check at an address.
    init(_ error: TargetError) {
        switch error.kind {
        case .unreachable: self.init(.unreachable, error.description)
        case .otherwise: self.init(.findings, error.description)
        case .usage: self.init(.usage, error.description)
        }
    }
}
