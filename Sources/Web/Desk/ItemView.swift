import Boundaries
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `item.mustache` shows: an item of the department, its request, and what can be done with it.
struct ItemView: Sendable {
    /// Why what was sent was not done, and the words that would be lost with it.
    struct Loss: Sendable {
        let words: String
        let advice: String
        let written: String?
    }

    var back = WayBack.desk
    let heading: String
    let item: Int64
    let notice: StaffNotice?
    let loss: Loss?
    let standing: String
    let queue: String
    /// The part of the city the queue is for.
    let area: String?
    let due: DueView?
    /// That its date moved, that its clock stands still.
    let notes: [String]
    let attempt: Int
    let cameBack: String?
    let file: CaseView
    let photos: PhotosView?
    /// Whom the department can ask.
    let contact: ContactView
    /// Only where this worker may close it, and photos are taken.
    let photoForm: PhotoForm?

    /// Only where this worker holds it.
    let held: Hand?
    /// Whether the form that closes it is there: held, or accepted by the department.
    let canClose: Bool
    /// That it is offered, by whom or to whom; nil where it is not.
    let offer: OfferView?
    /// Where it can be handed over from here: held, or accepted by the department.
    let handOver: HandOverForm?
    /// Only where the department has accepted it.
    let clock: ClockView?
    /// Where the resident is asked something; nil once it is over.
    let ask: AskView?
    /// A note; nil once it is over.
    let note: MoveForm?
    /// Where another department can be asked for help, and the service or the place be corrected.
    let leg: MoveForm?
    let rerouteAddress: String?
    /// Where the department can take back what it has offered.
    let withdraw: MoveForm?
    /// Where a lead can give back what a colleague holds.
    let giveBack: GiveBack?
    /// Whether there is any of the rarer moves.
    let hasMore: Bool
    /// The page of the whole request, for those who decide about it.
    let requestAddress: String?
    /// Whether it waits, and this worker may take the next of its queue.
    let isWaiting: Bool
    /// Who else has it, and until when.
    let otherHolder: String?
    let isOver: Bool
    let form: OutcomeForm
    /// What is wrong with whatever was sent.
    let problems: [OutcomeForm.Problem]
    let hasProblems: Bool
    let token: String

    /// An offer that stands, in the words of the one who makes it or of the one it is made to.
    struct OfferView: Sendable {
        let words: String
        let until: LocalTime.Stamp
    }

    /// A colleague's lease, and the form that ends it.
    struct GiveBack: Sendable {
        let lease: String
        let holder: String
        let form: MoveForm
    }

    /// A lease of this worker's.
    struct Hand: Sendable {
        let lease: String
        let left: LocalTime.Stamp
        let acceptToken: String
        let releaseToken: String
        /// Nil where the item is the department's own.
        let decline: Decline?
        let reference: String
        let referenceError: String?
        let reason: String
        let reasonError: String?

        /// The form that declines an offer.
        struct Decline: Sendable {
            let token: String
            let reason: String
            let error: String?
        }
    }
}

extension ItemView {
    init(
        _ file: CaseFile,
        _ row: ItemRow,
        words: StaffWords,
        worker: Worker,
        permissions: Set<StaffPermission>,
        notice: StaffNotice? = nil,
        loss: Loss? = nil,
        form outcome: OutcomeForm = OutcomeForm(),
        texts: HandTexts = HandTexts(),
        pause: PauseForm = PauseForm(),
        ask: AskForm = AskForm(),
        move: MoveForm? = nil,
        evidence: DecisionEvidence? = nil,
        nearby: [NearbyRequest] = [],
        photos: PhotosView? = nil,
        photoForm: PhotoForm? = nil,
        shown: ServiceRequest.Contact? = nil
    ) {
        let holding = row.place == .leased ? row.holding : nil
        let isMine = row.isHeld(by: worker)
        var caseView = CaseView(file, item: row.item, words: words, viewer: worker.department)
        caseView.explain = permissions.contains(.catalog) ? ExplainRoutes.address(of: file) : nil
        self.file = caseView
        heading = self.file.service
        item = row.item
        self.notice = notice
        self.loss = loss
        let isOthers = row.department != worker.department && row.offer != nil
        standing =
            isMine ? "In your hands" : isOthers ? "Offered to \(words.department(row.department))" : words.standing(row)
        queue = row.subject?.queue ?? ""
        area = row.subject.flatMap { words.area(ofQueue: $0.queue) }
        due = words.due(row)
        notes = words.notes(on: row, history: file.history)
        attempt = row.attempt
        cameBack = row.attempt > 1 ? "Attempt \(row.attempt): it came back from a worker before." : nil
        let mayWork = permissions.contains(.work)
        contact = ContactView(file, row, worker: worker, mayWork: mayWork, shown: shown)
        held =
            isMine && mayWork ? holding.map { Hand($0, isOffered: row.offer != nil, texts: texts, words: words) } : nil
        offer = row.offer.map { OfferView($0, of: row, words: words, viewer: worker.department) }
        // While its clock stands still an item goes nowhere.
        handOver =
            row.canClose(worker) && mayWork && permissions.contains(.move) && row.pause == nil
            ? HandOverForm(texts, evidence: evidence, words: words, own: worker.department) : nil
        canClose = row.canClose(worker) && mayWork
        isWaiting = row.place == .waiting && !isOthers && mayWork
        clock = mayWork ? ClockView(row, form: pause, words: words) : nil
        self.ask = mayWork ? AskView(row, file.history, form: ask, words: words) : nil
        otherHolder =
            isMine ? nil : holding.map { "\($0.holder) has this item. \(words.left($0).words)." }
        isOver = row.closedAt != nil
        func form(_ kind: MoveForm.Kind, _ empty: @autoclosure () -> MoveForm) -> MoveForm {
            move.flatMap { $0.name == kind.rawValue ? $0 : nil } ?? empty()
        }
        note = mayWork && row.closedAt == nil ? form(.note, MoveForm(.note)) : nil
        let mayMove = row.canClose(worker) && mayWork && permissions.contains(.move)
        leg = mayMove ? form(.leg, MoveForm(.leg, words, but: [worker.department, Department.triage])) : nil
        rerouteAddress = mayMove ? "/desk/items/\(row.item)/reroute" : nil
        withdraw =
            isOthers && mayWork && permissions.contains(.move) && row.offer?.owner == worker.department
            ? form(.withdraw, MoveForm(.withdraw)) : nil
        let isColleagues = !isMine && row.department == worker.department && permissions.contains(.lead)
        giveBack =
            isColleagues
            ? holding.map { holding in
                GiveBack(
                    lease: holding.lease.uuidString.lowercased(),
                    holder: holding.holder,
                    form: form(.giveBack, MoveForm(.giveBack))
                )
            } : nil
        hasMore = note != nil || handOver != nil || leg != nil
        requestAddress = permissions.contains(.board) ? "/dispatch/requests/\(file.serviceRequestID)" : nil
        self.form = outcome.picking(nearby, words: words)
        self.photos = photos
        let mayAdd = row.canClose(worker) && mayWork
        self.photoForm = mayAdd ? photoForm : nil
        let photoProblem = photoForm?.error.map { [OutcomeForm.Problem(field: "photos", words: $0)] } ?? []
        problems =
            outcome.problems + (move?.problems ?? []) + texts.problems + pause.problems + ask.problems + photoProblem
        hasProblems = !problems.isEmpty
        token = FormToken().text
    }
}

extension ItemView.Hand {
    fileprivate init(_ holding: ItemRow.Holding, isOffered: Bool, texts: HandTexts, words: StaffWords) {
        lease = holding.lease.uuidString.lowercased()
        left = words.left(holding)
        acceptToken = FormToken().text
        releaseToken = FormToken().text
        decline =
            isOffered
            ? Decline(token: FormToken().text, reason: texts.declineReason ?? "", error: texts.declineError) : nil
        reference = texts.reference ?? ""
        referenceError = texts.referenceError
        reason = texts.reason ?? ""
        reasonError = texts.reasonError
    }
}

extension ItemView.OfferView {
    fileprivate init(_ offer: ItemRow.Offer, of row: ItemRow, words: StaffWords, viewer: String) {
        if row.department == viewer {
            self.words =
                "\(words.department(offer.owner)) offers this item to your department. Accept it or close it, and it is"
                + " yours; decline it, or let the time run out, and it goes back to them."
        } else {
            self.words =
                "You have offered this item to \(words.department(row.department)). It stays yours until they accept it;"
                + " if they do not, it comes back to your queue."
        }
        until = words.time.stamp(offer.expiresAt, words.time.momentInSentence(offer.expiresAt, now: words.now))
    }
}

extension ItemView.Loss {
    /// Says why by how the item stands now, and keeps what was typed, so that it can be copied.
    init(_ row: ItemRow, written: String?, words: StaffWords) {
        switch row.place {
        case .waiting:
            self.words = "Your time for this item ran out, and it went back to its queue."
            advice = "Take the next item of this queue; this one stands at the front."
        case .leased:
            self.words = "Your time for this item ran out, and \(row.holding?.holder ?? "somebody") has it now."
            advice = "Talk to them, or take another item."
        case .accepted:
            self.words = "The department has accepted this item already."
            advice = "Close it with the form below when it is finished."
        case .closed:
            self.words = "This item is closed already: \(words.standing(row))."
            advice = "Nothing is left to do."
        case .cancelled:
            self.words = "This item was cancelled while you had it."
            advice = "Nothing is left to do; take another item."
        }
        self.written = written
    }

    /// The same for what somebody else had: a colleague's item, or another department's.
    init(notOwn row: ItemRow, written: String?, words: StaffWords) {
        switch row.place {
        case .waiting:
            self.words = "Nobody has it in hand any more: it waits in the queue \(row.subject?.queue ?? "")."
        case .leased: self.words = "\(row.holding?.holder ?? "Somebody else") has it now."
        case .accepted: self.words = "\(words.department(row.department)) has accepted it already."
        case .closed: self.words = "It is closed already: \(words.standing(row))."
        case .cancelled: self.words = "It was cancelled in the meantime."
        }
        advice = "How it stands is shown below."
        self.written = written
    }
}
