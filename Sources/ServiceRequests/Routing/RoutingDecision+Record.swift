internal import Boundaries
internal import FoundationEssentials

extension RoutingDecision {
    /// Reads what `json` wrote.
    ///
    /// Metres come back to a tenth, and a probe as inside the jurisdiction: there is no decision for a place outside.
    /// Throws `CatalogError.malformedDecision` with the key that is wrong.
    public init(json: String) throws(CatalogError) {
        do {
            self = try JSONDecoder().decode(Record.self, from: Data(json.utf8)).decision()
        } catch let error as CatalogError {
            throw error
        } catch let error as DecodingError {
            throw .malformedDecision(error.expectation)
        } catch {
            throw .malformedDecision("expected a routing decision in JSON: \(error)")
        }
    }

    /// The JSON form, as it lies in the database.
    private struct Record: Decodable {
        let accuracyMetres: Double?
        let catalogVersion: String
        let layerVersions: [String: String]?
        let layers: [String]?
        let legs: [LegRecord]
        let priority: Int
        let probe: ProbeRecord?
        let reason: [String: String]?
        let rule: Int
        let runnerUp: RunnerUpRecord?
        let serviceCode: String
        let suspicion: String?
        let triage: String?

        enum CodingKeys: String, CodingKey {
            case accuracyMetres = "accuracy_metres"
            case catalogVersion = "catalog_version"
            case layerVersions = "layer_versions"
            case runnerUp = "runner_up"
            case serviceCode = "service_code"
            case layers, legs, priority, probe, reason, rule, suspicion, triage
        }

        func decision() throws(CatalogError) -> RoutingDecision {
            guard let lane = Priority(rawValue: priority) else {
                throw .malformedDecision("priority: expected 1, 2 or 3, found \(priority)")
            }
            if let triage, TriageReason(rawValue: triage) == nil {
                throw .malformedDecision("triage: expected a reason for triage, found “\(triage)”")
            }
            if let suspicion, Suspicion(rawValue: suspicion) == nil {
                throw .malformedDecision("suspicion: expected a known one, found “\(suspicion)”")
            }
            let probe = try probe?.probe()
            return RoutingDecision(
                serviceCode: serviceCode,
                legs: legs.map { $0.leg(in: probe) },
                priority: lane,
                rule: rule,
                reason: reason.map { LocalizedText($0) },
                triage: triage.flatMap { TriageReason(rawValue: $0) },
                suspicion: suspicion.flatMap { Suspicion(rawValue: $0) },
                probe: probe,
                layers: layers ?? [],
                runnerUp: runnerUp?.runnerUp(in: probe),
                accuracyMetres: accuracyMetres,
                catalogVersion: catalogVersion,
                layerVersions: layerVersions ?? [:]
            )
        }
    }

    private struct ReferenceRecord: Decodable {
        let id: String
        let layer: String?
        let name: String?
        let properties: [String: String]?

        func reference(layer: String) -> Boundary.Reference {
            Boundary.Reference(layer: self.layer ?? layer, id: id, name: name ?? id, properties: properties ?? [:])
        }
    }

    private struct LegRecord: Decodable {
        let boundary: ReferenceRecord?
        let department: String
        let queue: String?

        /// The leg, its boundary filled in from the probe or from another one that is known.
        func leg(in probe: Probe?, or known: Boundary.Reference? = nil) -> Leg {
            guard queue != Department.quarantine else { return .quarantine }
            let named = boundary.map { $0.reference(layer: "") }
            let hit = named.flatMap { probe?.hits[$0.layer] }
            let candidates = [known, hit?.boundary].compactMap { $0 } + (hit?.others ?? [])
            let found = candidates.first { $0.layer == named?.layer && $0.id == named?.id }
            return Leg(department: department, boundary: found ?? named)
        }
    }

    private struct RunnerUpRecord: Decodable {
        let boundary: ReferenceRecord
        let leg: LegRecord
        let metres: Double

        func runnerUp(in probe: Probe?) -> RunnerUp {
            let beyond = boundary.reference(layer: "")
            return RunnerUp(metres: metres, boundary: beyond, leg: leg.leg(in: probe, or: beyond))
        }
    }

    private struct ProbeRecord: Decodable {
        struct HitRecord: Decodable {
            let boundary: ReferenceRecord
            let others: [ReferenceRecord]?
            let snappedMetres: Double?

            enum CodingKeys: String, CodingKey {
                case snappedMetres = "snapped_metres"
                case boundary, others
            }
        }

        let hits: [String: HitRecord]
        let lat: Double
        let long: Double

        func probe() throws(CatalogError) -> Probe {
            let coordinate: Coordinate
            do {
                coordinate = try Coordinate(latitude: lat, longitude: long)
            } catch {
                throw .malformedDecision("probe: \(error)")
            }
            let read = hits.map { layer, hit in
                let others = (hit.others ?? []).map { $0.reference(layer: layer) }
                let boundary = hit.boundary.reference(layer: layer)
                return Probe.Hit(boundary: boundary, others: others, snappedMetres: hit.snappedMetres ?? 0)
            }
            return Probe(coordinate: coordinate, standing: .inside, hits: Probe.Hits(read))
        }
    }
}

extension DecodingError {
    /// What was expected and where, without Foundation's own wording of the value.
    fileprivate var expectation: String {
        switch self {
        case .keyNotFound(let key, let context): "\(context.path)\(key.stringValue): expected a value, found none"
        case .typeMismatch(let type, let context): "\(context.path)expected \(type), found something else"
        case .valueNotFound(let type, let context): "\(context.path)expected \(type), found null"
        case .dataCorrupted(let context): "\(context.path)expected JSON, found something else"
        @unknown default: "expected a routing decision in JSON"
        }
    }
}

extension DecodingError.Context {
    fileprivate var path: String {
        codingPath.map(\.stringValue).joined(separator: ".") + (codingPath.isEmpty ? "" : ": ")
    }
}
