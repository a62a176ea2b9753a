/// What became of a request that was to leave quarantine.
public enum Release: Sendable, Hashable {
    /// It is with its owner.
    case released(Rerouted)
    /// The rules in force place it nowhere, for these reasons: it waits with everything else of triage.
    case setAside([String])
    /// It was in quarantine no more, or somebody held it; nothing was written.
    case decidedAnew
}
