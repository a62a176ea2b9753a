import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why a layer's file is not taken, and what can be done about it.
struct LayerRefusal {
    /// How many faults are told one by one.
    static let faultsShown = 20

    /// What was wrong, as the command ends with it.
    let error: CommandError

    /// Puts what the reader said of a file in words; `key` is the property it took the ids from.
    init(_ error: BoundaryError, of data: Data, file: String, key: String) {
        guard case .faults(let faults) = error else {
            self.error = CommandError(.findings, "\(error)")
            return
        }
        let kinds = Set(faults.map(\.kind))
        let properties = (try? BoundaryReader().properties(of: data, file: file)) ?? []
        if kinds.isSubset(of: [.missingKey, .more]), !properties.contains(where: { $0.name == key }) {
            self.error = CommandError(
                .findings,
                "\(file): expected a property \(key) that holds the ids, found none; it has:"
                    + PropertyTable.text(properties),
                remedy: PropertyTable.choice(properties)
            )
            return
        }
        let word = ShellWords.line([file])
        let remedy =
            if kinds.contains(.otherFormat) {
                "dispatch311 boundaries import \(word) makes a layer of what it can."
            } else if !kinds.isDisjoint(with: [.projected, .foreignReferenceSystem]) {
                "dispatch311 boundaries import \(word) converts it, and boundaries lint says what it is in."
            } else if !kinds.isDisjoint(with: [.missingKey, .unusableKey, .duplicateKey, .missingLabel]) {
                "--key names the property that holds the ids, here \(key); --label that with the names, --outline-key that "
                    + "of an outline's ids."
            } else {
                "dispatch311 boundaries lint \(word) says what to do about it, and with --fix repairs what can be repaired."
            }
        let shown = faults.prefix(Self.faultsShown).map(\.description)
        let more = faults.count > shown.count ? ["… and \(faults.count - shown.count) more"] : []
        self.error = CommandError(.findings, (shown + more).joined(separator: "\n"), remedy: remedy)
    }
}
