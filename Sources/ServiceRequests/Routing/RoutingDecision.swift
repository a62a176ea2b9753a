public import Boundaries

/// Who owns a service request, and the whole of why.
///
/// The same snapshot and draft give the same decision, byte for byte in its JSON form.
public struct RoutingDecision: Sendable, Hashable {
    /// One department's share.
    public struct Leg: Sendable, Hashable {
        /// The department's code.
        public let department: String
        /// The layer that split its queue, and the boundary the queue is for; nil where it has one queue.
        public let boundary: Boundary.Reference?

        /// Whether it waits in quarantine, which is a queue of triage.
        public let isQuarantine: Bool

        /// The queue's name: `nypd/75`, or `oti` where the department has one.
        public var queue: String {
            isQuarantine ? Department.quarantine : boundary.map { "\(department)/\($0.id)" } ?? department
        }

        /// Creates a leg.
        public init(department: String, boundary: Boundary.Reference? = nil) {
            self.init(department: department, boundary: boundary, isQuarantine: false)
        }

        private init(department: String, boundary: Boundary.Reference?, isQuarantine: Bool) {
            self.department = department
            self.boundary = boundary
            self.isQuarantine = isQuarantine
        }

        /// The only leg of a request that a person looks at first.
        public static let quarantine = Leg(department: Department.triage, boundary: nil, isQuarantine: true)
    }

    /// Why a request went to triage instead of a department.
    public enum TriageReason: String, Sendable, Hashable, CaseIterable {
        /// The location is words, not a point.
        case noPoint = "no_point"
        /// The point lies in no boundary of a layer the winning rule needs.
        case gap
        /// Rules say whose it is, and a person looks at it first; see `suspicion`.
        case quarantine
    }

    /// What the decision would be across the nearest edge that changes it.
    public struct RunnerUp: Sendable, Hashable {
        /// Metres to that edge.
        public let metres: Double
        /// The boundary beyond it.
        public let boundary: Boundary.Reference
        /// The first leg it would give.
        public let leg: Leg

        /// Creates a runner-up.
        public init(metres: Double, boundary: Boundary.Reference, leg: Leg) {
            self.metres = metres
            self.boundary = boundary
            self.leg = leg
        }
    }

    /// The service's code.
    public let serviceCode: String
    /// The shares, at least one; the first department is the one residents are told.
    public let legs: [Leg]
    /// The lane its work items wait in.
    public let priority: Priority
    /// Which of the service's routes won, from 0.
    public let rule: Int
    /// The winning route's own words, where it has any.
    public let reason: LocalizedText?
    /// Why triage, where it is triage.
    public let triage: TriageReason?
    /// Why a person looks at it first, where one does.
    public let suspicion: Suspicion?
    /// What lies under the point; nil without a point.
    public let probe: Probe?
    /// The layers the decision rests on: those its conditions asked and those that split its queues, sorted.
    public let layers: [String]
    /// The nearest edge that would change department or queue, looked for within `edgeReach` metres.
    public let runnerUp: RunnerUp?
    /// To how many metres the point is known, where whoever gave it said so.
    public let accuracyMetres: Double?
    /// The catalog's version.
    public let catalogVersion: String
    /// The versions of the layers it rests on, by layer id.
    public let layerVersions: [String: String]

    /// The department residents are told: the first leg's.
    public var department: String { legs.first?.department ?? Department.triage }
    /// The first leg's queue.
    public var queue: String { legs.first?.queue ?? Department.triage }
    /// Whether more than one boundary of a deciding layer held the point.
    public var isAmbiguous: Bool { layers.contains { probe?.hits[$0]?.isAmbiguous == true } }

    /// Whether the true place may lie across an edge that would change the decision: the point is known only to so many
    /// metres, and such an edge is nearer.
    public var isInDoubt: Bool {
        guard let accuracyMetres, let runnerUp else { return false }
        return runnerUp.metres <= accuracyMetres
    }
    /// Metres within which the runner-up was looked for.
    public var edgeReach: Double { Assigner.edgeReach(accuracyMetres: accuracyMetres) }

    /// Creates a decision; `Assigner` is who does.
    public init(
        serviceCode: String,
        legs: [Leg],
        priority: Priority,
        rule: Int,
        reason: LocalizedText? = nil,
        triage: TriageReason? = nil,
        suspicion: Suspicion? = nil,
        probe: Probe? = nil,
        layers: [String] = [],
        runnerUp: RunnerUp? = nil,
        accuracyMetres: Double? = nil,
        catalogVersion: String,
        layerVersions: [String: String] = [:]
    ) {
        self.serviceCode = serviceCode
        self.legs = legs
        self.priority = priority
        self.rule = rule
        self.reason = reason
        self.triage = triage
        self.suspicion = suspicion
        self.probe = probe
        self.layers = layers
        self.runnerUp = runnerUp
        self.accuracyMetres = accuracyMetres
        self.catalogVersion = catalogVersion
        self.layerVersions = layerVersions
    }
}
