extension HistoryLine {
    /// The routing decision that this line puts on record, of a submission or of a request that was decided anew, byte for
    /// byte; nil for any other line.
    public var decisionJSON: String? {
        switch kind {
        case "submitted": return detailJSON
        case "rerouted" where item == nil:
            // The last member of its detail, as the tables keep it: a JSON text inside another.
            guard let start = detailJSON.firstRange(of: "\"decision\" : "), detailJSON.hasSuffix("}") else {
                return nil
            }
            return String(detailJSON[start.upperBound...].dropLast())
        default: return nil
        }
    }
}
