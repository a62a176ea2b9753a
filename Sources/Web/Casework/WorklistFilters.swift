import ServiceRequests
import Store

/// The form that filters a list, `worklist-filters.mustache`.
struct WorklistFilters: Sendable {
    /// One of several values.
    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    let action: String
    let states: [Choice]
    let departments: [Choice]
    let hasDepartments: Bool
    let queues: [Choice]
    let hasQueues: Bool
    let queue: String
    let services: [Choice]
    let dues: [Choice]
    let ages: [Choice]
    let channels: [Choice]
    let canBeMine: Bool
    let isMine: Bool
    let text: String
    let reference: String
    let order: String?
    /// How far back the list goes, where that is not as usual.
    let hours: Int?
    /// Whether the form is unfolded; what is set stands above the list either way.
    var isOpen = false
    /// Whether the list stands beside a map, and goes on doing so.
    var showsMap = false
}

extension WorklistFilters {
    init(_ selection: ItemSelection, base: String, queues names: [String], words: StaffWords) {
        action = base
        func choices<Value: Equatable>(_ values: [(Value, String, String)], _ chosen: Value?) -> [Choice] {
            values.map { Choice(value: $0.1, label: $0.2, isChosen: $0.0 == chosen) }
        }
        states = choices(
            ItemSelection.Standing.allCases.map { ($0, $0.rawValue, WorklistWords.standing($0)) },
            selection.standing
        )
        hasDepartments = !base.hasPrefix("/desk")
        departments =
            hasDepartments
            ? choices(
                words.catalog.departments.map { ($0.code, $0.code, words.department($0.code)) }.sorted { $0.2 < $1.2 },
                selection.department
            ) : []
        queues = choices(names.map { ($0, $0, words.queue($0)) }, selection.queue)
        hasQueues = !names.isEmpty
        queue = selection.queue ?? ""
        services = choices(
            words.catalog.services.map { ($0.code, $0.code, words.service($0.code)) }.sorted { $0.2 < $1.2 },
            selection.service
        )
        dues = choices(
            ItemSelection.DueBand.allCases.map { ($0, $0.rawValue, WorklistWords.due($0)) },
            selection.due
        )
        let days = Set([1, 3, 7, 30, 90] + [selection.age].compactMap(\.self)).sorted()
        ages = choices(days.map { ($0, String($0), WorklistWords.age($0)) }, selection.age)
        channels = choices(
            ServiceRequest.Channel.allCases.map { ($0.rawValue, $0.rawValue, WorklistWords.channel($0)) },
            selection.channel
        )
        canBeMine = !hasDepartments
        isMine = selection.holder != nil
        text = selection.text ?? ""
        reference = selection.reference ?? ""
        order = selection.order == ItemSelection(selection.standing).order ? nil : selection.order.rawValue
        hours = selection.standing.isRecent && selection.hours != 24 ? selection.hours : nil
    }
}
