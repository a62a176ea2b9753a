import Hummingbird
import ServiceRequests
import Store

/// A visit to an item of the visitor's department.
struct ItemVisit: Sendable {
    let visit: StaffVisit
    let file: CaseFile
    let row: ItemRow
    /// The photos and documents of the whole request.
    let photos: [PhotoRow]
    /// Open public requests of the same service close to it, which it may repeat; none where nobody can close it here.
    let nearby: [NearbyRequest]

    /// The words as of the moment the item was read.
    var words: StaffWords { StaffWords(visit, now: file.at) }
    /// What the decision says of whose it may be.
    var evidence: DecisionEvidence? {
        DecisionEvidence(
            file.decisionJSON,
            serviceCode: row.subject?.serviceCode,
            answers: AnswerView.values(file.attributesJSON),
            words: words,
            city: visit.city
        )
    }
    /// Whether the visitor holds it under a lease.
    var isHeld: Bool { row.isHeld(by: visit.worker) }
    var address: String { "/desk/items/\(row.item)" }

    /// Finds the item in a request's path.
    ///
    /// - Throws: 404 where there is none, and the same for other departments' items.
    init(_ visit: StaffVisit, _ context: DispatchContext, files: CaseFiles) async throws {
        guard let item = context.captured("item").flatMap({ Int64($0) }), item > 0,
            let file = try await files.file(item: item, of: visit.department), let row = file.leg(item)
        else { throw Refusal.notFound("your department has no item of this number") }
        self.visit = visit
        self.file = file
        self.row = row
        photos = try await visit.city.photos.of(request: file.serviceRequestID, as: visit.behalf)
        nearby = try await Self.nearby(row, file, visit)
    }

    /// Metres within which the same service was probably asked for the same thing.
    private static let reach = 100.0

    private static func nearby(_ row: ItemRow, _ file: CaseFile, _ visit: StaffVisit) async throws -> [NearbyRequest] {
        guard row.canClose(visit.worker), let subject = row.subject, let place = subject.coordinate else { return [] }
        let found = try await visit.city.nearby.open(subject.serviceCode, near: place, within: reach, limit: 6)
        return found.filter { $0.id != file.serviceRequestID }.sorted { $0.metres < $1.metres }
    }

    /// The same item as it stands now.
    init(again other: ItemVisit, files: CaseFiles) async throws {
        let item = other.row.item
        guard let file = try await files.file(item: item, of: other.visit.department), let row = file.leg(item) else {
            throw Refusal.notFound("your department no longer has this item; nothing was written down")
        }
        visit = other.visit
        self.file = file
        self.row = row
        photos = try await visit.city.photos.of(request: file.serviceRequestID, as: visit.behalf)
        nearby = try await Self.nearby(row, file, visit)
    }
}

extension ItemRow {
    /// Whether a worker has it under a lease.
    func isHeld(by worker: Worker) -> Bool {
        place == .leased && department == worker.department && holding?.holder == worker.name
    }

    /// Whether a worker may say how it ended: held, or accepted by the department.
    func canClose(_ worker: Worker) -> Bool {
        isHeld(by: worker) || place == .accepted && department == worker.department
    }

    /// Whether a department owns it, or is offered it.
    func belongs(to department: String) -> Bool { self.department == department || offer?.owner == department }
}
