import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// Changes what is in force: a file of the catalog, and back to an earlier publication.
///
/// First what it would do, then doing it.
struct PublishingRoutes: Sendable {
    let pages: Pages

    /// GET `/dispatch/catalog/edit`: a file of the version in force in a form, `?file=`; a new one, `?new=`; which, without.
    func edit(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let files = try await visit.city.catalogFiles(visit.city.publication.catalog)
        let name = visit.page.query["new"]
        let path = visit.page.query["file"] ?? name.map { "services/\($0).yml" }
        guard let path else { return choice(EditChoiceView(visit, files: files), visit) }
        guard EditForm.isPath(path) else {
            let error = "A name has small letters, digits, - and _: noise, street-lights."
            let view = EditChoiceView(visit, files: files, name: name, nameError: error)
            return choice(view, visit, status: .unprocessableContent)
        }
        let file = files.first { $0.path == path }
        if let file, let odd = file.text.unicodeScalars.first(where: \.isLostInForms) {
            let code = "U+" + String(odd.value, radix: 16, uppercase: true)
            throw Refusal(
                .conflict,
                "unseen_characters",
                "\(path) holds a character that a form cannot keep (\(code)): change it in the folder and publish that"
            )
        }
        let text = file?.text ?? "group: \nservices:\n  - code: \n"
        return page(EditView(visit, path: path, text: text, isNew: file == nil), visit)
    }

    /// POST `/dispatch/catalog/edit`: says what the file would do, and publishes what was checked before.
    ///
    /// Every answer but a success is the page itself, so that nothing that was typed is lost.
    func change(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let sent = try await FormParameters(page: request)
        let publisher = try CityPublisher(visit)
        guard let form = EditForm(sent) else {
            throw Refusal.badRequest("expected the name of a file of the catalog, found another")
        }
        let files = try await visit.city.catalogFiles(visit.city.publication.catalog)
        let old = files.first { $0.path == form.path }
        let catalog = CatalogVersion(files: form.applied(to: files))
        let isLooked = form.checked == catalog.version && form.base == publisher.base
        var plan: PublicationPlan?
        if form.isPublished, isLooked, form.noteError == nil {
            let outcome = try await publisher.publish(.catalog(catalog), note: form.note, on: publisher.base)
            switch outcome {
            case .published, .unchanged: return Pages.redirect(to: "\(CatalogRoutes.path)?said=published")
            default: plan = PublicationPlan(outcome: outcome)
            }
        }
        let result: PublicationPlan
        if let plan { result = plan } else { result = try await publisher.plan(.catalog(catalog)) }
        let text = form.isTakenOut ? "" : form.text
        let lines = await OwnThread.run { () throws(Never) in LineDiff(from: old?.text ?? "", to: text) }
        let view = EditView(
            visit,
            path: form.path,
            text: form.text,
            isNew: old == nil,
            form: form,
            checked: result.isReady ? catalog.version : nil,
            noteError: form.isPublished && isLooked ? form.noteError : nil,
            warning: try await warning(form, visit, old: old, isLooked: isLooked),
            plan: PlanView(
                result,
                lines: [.init(file: form.path, diff: lines)],
                visit: visit,
                address: { $0 == form.path ? "#line-\($1)" : FileView.address($0, $1) },
                source: { file, line in
                    let text = file == form.path ? form.text : files.first { $0.path == file }?.text ?? ""
                    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    return lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil
                }
            )
        )
        return page(view, visit, status: Self.status(result, isDone: !form.isPublished))
    }

    // MARK: - Going back

    /// GET `/dispatch/catalog/rollback`: what going back to a publication's catalog would do.
    func catalogBack(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await back(.catalog, RollbackForm(visit.page.query), visit)
    }

    /// POST `/dispatch/catalog/rollback`: goes back.
    func goBackCatalog(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await back(.catalog, RollbackForm(try await FormParameters(page: request)), visit, isSent: true)
    }

    /// GET `/dispatch/boundaries/rollback`: the same for the boundaries and the map.
    func boundariesBack(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await back(.boundaries, RollbackForm(visit.page.query), visit)
    }

    /// POST `/dispatch/boundaries/rollback`: goes back.
    func goBackBoundaries(
        _ request: Request,
        _ context: DispatchContext,
        _ visit: StaffVisit
    ) async throws -> Response {
        try await back(.boundaries, RollbackForm(try await FormParameters(page: request)), visit, isSent: true)
    }

    private func back(
        _ kind: Publication.Kind,
        _ form: RollbackForm,
        _ visit: StaffVisit,
        isSent: Bool = false
    ) async throws -> Response {
        let publisher = try CityPublisher(visit)
        let home = kind == .catalog ? CatalogRoutes.path : LayerRoutes.path
        let target: PublicationChange.Target = form.publication.map(PublicationChange.Target.publication) ?? .before
        let change: PublicationChange = kind == .catalog ? .earlierCatalog(target) : .earlierBoundaries(target)
        let isLooked = form.base == publisher.base
        var plan: PublicationPlan?
        if isSent, isLooked, form.noteError == nil {
            let outcome = try await publisher.publish(change, note: form.note, on: publisher.base)
            switch outcome {
            case .published, .unchanged: return Pages.redirect(to: "\(home)?said=published")
            default: plan = PublicationPlan(outcome: outcome)
            }
        }
        let result: PublicationPlan
        if let plan { result = plan } else { result = try await publisher.plan(change) }
        let lines = try await kind == .catalog ? self.lines(to: form.publication, visit.city) : []
        let view = RollbackView(
            visit,
            kind: kind,
            form: form,
            noteError: isSent && isLooked ? form.noteError : nil,
            warning: isSent && !isLooked
                ? "Something else came into force since you looked. Nothing was published; this is the comparison with "
                    + "what is in force now." : nil,
            canPublish: result.isReady,
            plan: PlanView(result, lines: lines, visit: visit, address: FileView.address)
        )
        let status = Self.status(result, isDone: !isSent)
        return pages.response(
            Page(
                "rollback",
                title: status == .ok ? view.heading : "Error: \(view.heading)",
                view: view,
                audience: .staff,
                status: status
            ),
            for: visit.page
        )
    }

    /// How the files of a publication's catalog differ from those in force.
    private func lines(to publication: Int?, _ city: City) async throws -> [PlanView.FileDiff] {
        let log = try await city.publications.all()
        let earlier =
            publication.map { number in log.first { $0.number == number } }
            ?? log.first { $0.catalog != city.publication.catalog }
        guard let earlier else { return [] }
        let now = try await city.catalogFiles(city.publication.catalog)
        let then = try await city.catalogFiles(earlier.catalog)
        return await OwnThread.run { () throws(Never) -> [PlanView.FileDiff] in
            Set((now + then).map(\.path)).sorted().compactMap { path -> PlanView.FileDiff? in
                let (old, new) = (now.first { $0.path == path }?.text, then.first { $0.path == path }?.text)
                return old == new ? nil : PlanView.FileDiff(file: path, diff: LineDiff(from: old ?? "", to: new ?? ""))
            }
        }
    }

    // MARK: - Parts

    /// What happened since the page was opened or the text was checked.
    private func warning(
        _ form: EditForm,
        _ visit: StaffVisit,
        old: SourceFile?,
        isLooked: Bool
    ) async throws -> String? {
        let active = visit.city.publication
        guard let base = form.base, base != active.number else {
            return form.isPublished && !isLooked
                ? "The text is not the one that was checked, so it was checked again and nothing was published. Look at what "
                    + "it would do, and press Publish again." : nil
        }
        let looked = try await visit.city.publications.all().first { $0.number == base }
        var then: SourceFile?
        if let looked {
            then = try await visit.city.catalogFiles(looked.catalog).first { $0.path == form.path }
        }
        let same =
            then?.text == old?.text
            ? "It left this file as it was."
            : "It changed this file, too: lines of it that your text does not have are shown below as gone."
        return
            "\(active.actor) published meanwhile (publication \(active.number)). Nothing of yours was published, and your "
            + "text is still here. \(same)"
    }

    static func status(_ plan: PublicationPlan, isDone: Bool) -> HTTPResponse.Status {
        switch plan.outcome {
        case .planned, .unchanged: isDone ? .ok : .unprocessableContent
        case .overtaken: .conflict
        default: .unprocessableContent
        }
    }

    private func page(_ view: EditView, _ visit: StaffVisit, status: HTTPResponse.Status = .ok) -> Response {
        let title = status == .ok ? view.path : "Error: \(view.path)"
        return pages.response(
            Page("catalog-edit", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }

    private func choice(
        _ view: EditChoiceView,
        _ visit: StaffVisit,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let title = status == .ok ? "Edit a file" : "Error: Edit a file"
        return pages.response(
            Page("catalog-files", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }
}

extension UnicodeScalar {
    /// Whether a page leaves it out or a browser writes it otherwise, so that a form would change the text.
    fileprivate var isLostInForms: Bool {
        turnsDirection || self == "\r" || value < 0x20 && self != "\n" && self != "\t" || value == 0x7F
    }
}
