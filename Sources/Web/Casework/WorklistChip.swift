import ServiceRequests
import Store

/// A filter that is set, with the address of the same list without it.
struct WorklistChip: Sendable {
    let label: String
    var address: String

    /// All that are set.
    static func all(of selection: ItemSelection, base: String, words: StaffWords) -> [WorklistChip] {
        var chips: [WorklistChip] = []
        func add(_ label: String?, _ change: (inout ItemSelection) -> Void) {
            guard let label else { return }
            var other = selection
            change(&other)
            chips.append(WorklistChip(label: label, address: WorklistQuery.address(base, other)))
        }
        if selection.standing != .open {
            add(WorklistWords(words: words).standing(selection)) { $0 = $0.standing(at: .open) }
        }
        if !base.hasPrefix("/desk") {
            add(selection.department.map { "Department: \(words.department($0))" }) { $0.department = nil }
        }
        add(selection.queue.map { "Queue: \(words.queue($0))" }) { $0.queue = nil }
        add(selection.service.map { "Service: \(words.service($0))" }) { $0.service = nil }
        add(selection.due.map(WorklistWords.due)) { $0.due = nil }
        add(selection.age.map(WorklistWords.age)) { $0.age = nil }
        let channel = selection.channel.flatMap { ServiceRequest.Channel(rawValue: $0) }
        add(channel.map { "Way in: \(WorklistWords.channel($0))" }) { $0.channel = nil }
        add(selection.holder.map { _ in "In your hands" }) { $0.holder = nil }
        add(selection.text.map { "Words: \($0)" }) { $0.text = nil }
        add(selection.reference.map { "Reference: \($0)" }) { $0.reference = nil }
        return chips
    }
}

extension ItemSelection {
    /// The same list of items that stand elsewhere, in an order such a list can have.
    func standing(at standing: Standing) -> ItemSelection {
        var other = self
        other.standing = standing
        if !standing.orders.contains(order) { other.order = standing.orders[0] }
        return other
    }

    /// Whether anything is set beyond where its items stand, whose they are and their order.
    var isFiltered: Bool {
        [service, channel, text, reference, holder, queue].contains { $0 != nil } || due != nil || age != nil
    }
}
