import Foundation

/// Repairs what can be repaired in a boundary file, and says what it did to each feature.
///
/// Only the coordinates of features that change are written anew; every other byte stays as it was: properties, ids,
/// members nobody knows, features without faults. What it gives is looked at again before anybody takes it for sound.
///
/// It closes rings, takes out repeated positions, third numbers, rings without area and rings below the lint's sizes,
/// turns rings round, puts longitude first where a whole feature has it second, makes invalid polygons valid (GEOS,
/// method "structure") and takes out a `crs` member that says nothing or contradicts positions that all lie in the
/// stated extent. It never drops a feature, changes a property or guesses a position.
public struct BoundaryRepair: Sendable {
    /// What looks at the file before and after.
    public let lint: BoundaryLint

    /// How much work a feature may be.
    public let limits: RepairLimits

    /// Creates a repair.
    public init(lint: BoundaryLint = BoundaryLint(), limits: RepairLimits = RepairLimits()) {
        self.lint = lint
        self.limits = limits
    }

    /// Repairs one file in memory.
    ///
    /// As long as two lints and GEOS's work on what is invalid: call it on a thread of its own. Throws only where GEOS
    /// itself fails.
    public func outcome(of subject: LintSubject) throws(BoundaryError) -> RepairOutcome {
        let look = try lint.look(at: subject)
        let before = look.result(lint.settings)
        guard let outline = look.outline, let key = look.key, outline.features.count == look.count else {
            return RepairOutcome(data: subject.data, changes: [], refusals: [], before: before, after: before)
        }
        var edits = FileEdits(look.bytes)
        var changes: [RepairChange] = []
        var refusals: [RepairChange] = []
        let hasTurned = try repairFeatures(look, outline, &edits, &changes, &refusals)
        refusals = Self.folded(refusals, of: look.count)
        removeMembers(look, outline, hasTurned: hasTurned, &edits, &changes)
        guard !edits.isEmpty else {
            return RepairOutcome(data: subject.data, changes: [], refusals: refusals, before: before, after: before)
        }
        let data = edits.applied
        let after = try lint.look(at: subject.with(data, key: key)).result(lint.settings)
        return RepairOutcome(data: data, changes: changes, refusals: refusals, before: before, after: after)
    }

    /// Writes down the edits of features; gives whether one had its axes turned.
    private func repairFeatures(
        _ look: FileLook,
        _ outline: JSONOutline,
        _ edits: inout FileEdits,
        _ changes: inout [RepairChange],
        _ refusals: inout [RepairChange]
    ) throws(BoundaryError) -> Bool {
        let context = try GEOSContext()
        var hasTurned = false
        for feature in look.features {
            let part = outline.features[feature.spot.index]
            guard let raw = feature.geometry.raw, let range = part.value("geometry") else { continue }
            guard !feature.geometry.isTangled else {
                let message = "its edges lie too much over one another to look for crossings"
                refusals.append(
                    RepairChange(
                        feature: feature.spot.index,
                        key: feature.spot.key,
                        message: message,
                        squareMetres: nil
                    )
                )
                continue
            }
            var repair = FeatureRepair(raw, feature.geometry.troubles, settings: lint.settings, limits: limits)
            if part.elevated > 0 { repair.noteElevation(part.elevated) }
            let isRepaired = try repair.run(extent: look.extent, context: context)
            let spot = feature.spot
            if let reason = repair.refusal {
                refusals.append(RepairChange(feature: spot.index, key: spot.key, message: reason, squareMetres: nil))
            }
            guard isRepaired else { continue }
            let text = FeatureText.geometry(repair.polygons, isMulti: raw.type == "MultiPolygon")
            edits.replace(range, with: text)
            var removed = part.members.indices.filter { index in
                // A second geometry would still be the one that other programs read.
                part.members[index].name == "geometry" && part.members[index].value != range
            }
            if repair.isTurned {
                hasTurned = true
                removed += part.members.indices.filter { part.members[$0].name == "bbox" }
            }
            edits.remove(removed, of: part.members)
            changes.append(
                RepairChange(
                    feature: spot.index,
                    key: spot.key,
                    message: repair.words.joined(separator: "; "),
                    squareMetres: repair.changesArea ? repair.squareMetres : nil
                )
            )
        }
        return hasTurned
    }

    /// What is left of many features for the same reason is told once.
    private static func folded(_ refusals: [RepairChange], of count: Int) -> [RepairChange] {
        let features = Dictionary(grouping: refusals, by: \.message).mapValues { $0.compactMap(\.feature) }
        var told: Set<String> = []
        return refusals.compactMap { refusal in
            guard let alike = features[refusal.message], alike.count >= FileLook.foldedFrom else { return refusal }
            guard told.insert(refusal.message).inserted else { return nil }
            let message = "\(FileLook.which(alike, of: count)): \(refusal.message)"
            return RepairChange(feature: nil, key: nil, message: message, squareMetres: nil)
        }
    }

    /// Takes out members of the file itself that are wrong or no use.
    private func removeMembers(
        _ look: FileLook,
        _ outline: JSONOutline,
        hasTurned: Bool,
        _ edits: inout FileEdits,
        _ changes: inout [RepairChange]
    ) {
        var names: Set<String> = hasTurned ? ["bbox"] : []
        let isInPlace =
            look.extent != nil && look.features.count == look.count && look.count > 0
            && look.features.allSatisfy { $0.geometry.raw != nil && $0.geometry.troubles.isEmpty }
        switch look.system {
        case .absent: break
        case .named where look.system.isWGS84: names.insert("crs")
        case .named, .other: if isInPlace { names.insert("crs") }
        }
        let removed = outline.members.indices.filter { names.contains(outline.members[$0].name) }
        edits.remove(removed, of: outline.members)
        for index in removed {
            let name = outline.members[index].name
            let why =
                name == "bbox"
                ? "its axes were turned" : look.system.isWGS84 ? "WGS 84 goes without" : "all lie in the extent"
            let message = "took the member \(name) out (\(why))"
            changes.insert(RepairChange(feature: nil, key: nil, message: message, squareMetres: nil), at: 0)
        }
    }
}
