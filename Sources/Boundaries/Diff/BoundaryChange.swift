/// A boundary that is not what it was.
public struct BoundaryChange: Sendable, Hashable {
    /// What happened to it.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It is new.
        case added
        /// It is gone.
        case removed
        /// It lies elsewhere, and may have another name.
        case redrawn
        /// Only its name is another.
        case renamed
    }

    /// Its id.
    public let id: String
    /// What happened to it.
    public let kind: Kind
    /// Its name before; nil where it is new, or only its id was its name.
    public let nameBefore: String?
    /// Its name after; nil where it is gone, or only its id is its name.
    public let nameAfter: String?
    /// Its area before, in square metres; 0 where it is new.
    public let areaBefore: Double
    /// Its area after; 0 where it is gone.
    public let areaAfter: Double
    /// What it has that it had not; parts thinner than the tolerance do not count.
    public let gained: Double
    /// What it had and has not; parts thinner than the tolerance do not count.
    public let lost: Double

    /// Whether it has a name before and another after.
    public var isRenamed: Bool { nameBefore != nil && nameAfter != nil && nameBefore != nameAfter }

    /// What it lost as a share of what it had; 0 where it is new.
    public var lostShare: Double { areaBefore > 0 ? lost / areaBefore : 0 }

    /// What it gained as a share of what it has; 0 where it is gone.
    public var gainedShare: Double { areaAfter > 0 ? gained / areaAfter : 0 }

    /// Creates a change.
    public init(
        id: String,
        kind: Kind,
        nameBefore: String?,
        nameAfter: String?,
        areaBefore: Double,
        areaAfter: Double,
        gained: Double,
        lost: Double
    ) {
        self.id = id
        self.kind = kind
        self.nameBefore = nameBefore
        self.nameAfter = nameAfter
        self.areaBefore = areaBefore
        self.areaAfter = areaAfter
        self.gained = gained
        self.lost = lost
    }
}
