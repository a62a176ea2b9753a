import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BoundaryImport {
    /// What a file turned out to be.
    enum Checked: Sendable {
        case layer(BoundaryLayer)
        /// What is wrong with it, and what its features have.
        case faults([BoundaryFault], [PropertySummary])
        /// It may be right, but the call was not.
        case refused(CommandError)
    }

    /// Reads a file as the layer it is to be: first whether it has the properties that were named, then all of it.
    func checked(_ data: Data) async throws(CommandError) -> Checked {
        try await OwnThread.run { [self] () throws(CommandError) in
            var properties: [PropertySummary] = []
            do throws(BoundaryError) {
                properties = try BoundaryReader().properties(of: data, file: wish.source)
                if let refusal = unknownName(properties) { return .refused(refusal) }
                let reader = BoundaryReader(limits: BoundaryLimits(extent: wish.extent))
                return .layer(try reader.read(data, as: wish.definition, file: wish.source))
            } catch {
                guard case .faults(let faults) = error else { throw CommandError(.findings, error.description) }
                return .faults(faults, properties)
            }
        }
    }

    /// Why a file is not taken, and what can be done.
    func refusal(_ faults: [BoundaryFault], _ properties: [PropertySummary], said: String = "") -> CommandError {
        let shown = faults.prefix(LayerRefusal.faultsShown).map(\.description)
        let more = faults.count > shown.count ? ["… and \(faults.count - shown.count) more"] : []
        let kinds = Set(faults.map(\.kind))
        let remedy: String? =
            if kinds.isSubset(of: [.missingKey, .unusableKey, .duplicateKey, .more]) {
                "--key names another property. \(wish.source) has:" + PropertyTable.text(properties)
            } else if !kinds.isDisjoint(with: [.projected, .outOfRange]), wish.fromSystem == nil {
                "Say which reference system the numbers are of with --from-srs, for example --from-srs EPSG:2263."
            } else if kinds.contains(.invalid), wish.decimals < Self.decimalsThatHold {
                "Rounding may have done it: --decimals \(Self.decimalsThatHold) moves nothing by more than a tenth of a "
                    + "millimetre."
            } else if let kept = wish.kept {
                "dispatch311 boundaries lint \(ShellWords.line([kept, "--key", wish.definition.key])) --fix --in-place "
                    + "repairs what can be repaired; then import that file."
            } else {
                "--keep FILE keeps the result with its faults, for dispatch311 boundaries lint --fix."
            }
        return CommandError(
            .findings,
            (["\(wish.source): expected boundaries without faults, found:"] + shown + more).joined(separator: "\n  ")
                + Self.said(said),
            remedy: remedy
        )
    }

    /// What GDAL said, where it said something.
    static func said(_ messages: String) -> String {
        let lines = messages.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.prefix(6)
        return lines.isEmpty ? "" : "\n  ogr2ogr says:\n    " + lines.joined(separator: "\n    ")
    }

    /// Seven make one of New York's precincts invalid, which has a ring of a millimetre; nine do not.
    private static let decimalsThatHold = 9

    /// What is told where a property was named that no feature has, or no key.
    private func unknownName(_ properties: [PropertySummary]) -> CommandError? {
        let names = Set(properties.map(\.name))
        var wanted = [(option: "--key", name: wish.definition.key)]
        if let label = wish.definition.label { wanted.append((option: "--label", name: label)) }
        wanted += wish.definition.properties.map { (option: "--properties", name: $0) }
        guard let unknown = wanted.first(where: { !names.contains($0.name) }) else { return nil }
        let found = unknown.name.isEmpty ? "no \(unknown.option)" : unknown.name
        return CommandError(
            .usage,
            "\(unknown.option): expected a property of \(wish.source), found \(found); it has:"
                + PropertyTable.text(properties),
            remedy: unknown.option == "--key" ? PropertyTable.choice(properties) : nil
        )
    }
}
