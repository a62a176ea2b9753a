/// Why somebody has to decide about an item.
public enum TriageKind: String, Sendable, Hashable, CaseIterable {
    /// No rule could place it: no boundary that one needs is there, or no point at all.
    case gap
    /// It waits where it was put, so close to an edge that the other side may be the right one.
    case edge
    /// Departments send it to one another.
    case loop
    /// It came back from workers again and again.
    case poison
    /// It looks so little like other reports that a person looks at it before its owner does.
    case quarantine
    /// Whatever else is triage's: parked by a department, opened again, or looked at and kept.
    case other
}
