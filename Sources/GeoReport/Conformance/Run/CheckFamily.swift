/// Requirements that are looked at together.
protocol CheckFamily {
    /// The ids of what it judges; where none of them is wanted, it asks nothing.
    var ids: [String] { get }
    /// Whether it asks nothing itself, and judges what was answered before.
    var isLookingBack: Bool { get }

    /// Asks what it needs and judges.
    func check(_ inspection: Inspection) async
}

extension CheckFamily {
    /// Most ask.
    var isLookingBack: Bool { false }
}
