import Boundaries
import Crypto
import Foundation
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// The boundaries for staff: the layers in force, what each has, and another file in the place of one.
struct LayerRoutes: Sendable {
    static let path = "/dispatch/boundaries"

    let pages: Pages

    /// GET `/dispatch/boundaries`: the layers in force and the history.
    func overview(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let log = try await visit.city.publications.all()
        let origins = try await visit.city.publications.origins(of: visit.city.publication.layers)
        let view = LayersView(visit, log: log, origins: origins)
        return pages.response(Page("boundaries", title: "Boundaries", view: view, audience: .staff), for: visit.page)
    }

    /// GET `/dispatch/boundaries/layers/{layer}`: a layer's boundaries, a picture of them, and its versions.
    func layer(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let layer = try find(context, visit)
        let log = try await visit.city.publications.all()
        let view = LayerView(layer, log: log, visit)
        return pages.response(Page("layer", title: view.name, view: view, audience: .staff), for: visit.page)
    }

    /// GET `/dispatch/boundaries/layers/{layer}/new`: the form that takes another file.
    func form(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        page(LayerUploadView(try find(context, visit), visit), visit)
    }

    /// POST `/dispatch/boundaries/layers/{layer}/new`: says what the file would do, and publishes one that was checked.
    ///
    /// The file is not kept between the two: it is sent again, and its SHA-256 tells that it is the same.
    func replace(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let upload = try await LayerUpload(request)
        let layer = try find(context, visit)
        let publisher = try CityPublisher(visit)
        let (note, isPublished) = (upload.fields["note"] ?? "", upload.fields["do"] == "publish")
        guard let data = upload.data, !data.isEmpty else {
            let view = LayerUploadView(layer, visit, note: note, fileError: "Choose the GeoJSON file of the layer.")
            return page(view, visit, status: .unprocessableContent)
        }
        let (geodata, hash) = try await geodata(of: visit.city, replacing: layer.id, by: data)
        let change = PublicationChange.layers([layer.id], geodata)
        let base = upload.fields["base"].flatMap { Int($0) }
        let isLooked = upload.fields["checked"] == hash && base == publisher.base
        var plan: PublicationPlan?
        if isPublished, isLooked, EditForm.problem(note) == nil {
            let outcome = try await publisher.publish(change, note: note, on: publisher.base)
            switch outcome {
            case .published, .unchanged: return Pages.redirect(to: "\(Self.path)?said=published")
            default: plan = PublicationPlan(outcome: outcome)
            }
        }
        let result: PublicationPlan
        if let plan { result = plan } else { result = try await publisher.plan(change) }
        let warning =
            isPublished && !isLooked
            ? "This file, or what is in force, is not what was checked before. It was checked again and nothing was "
                + "published: look at what it would do, and publish it again." : nil
        let view = LayerUploadView(
            layer,
            visit,
            note: note,
            noteError: isPublished && isLooked ? EditForm.problem(note) : nil,
            warning: warning,
            checked: result.isReady ? hash : nil,
            file: "\(upload.title ?? "The file"), \(data.count.grouped) bytes",
            plan: PlanView(result, visit: visit, address: FileView.address)
        )
        return page(view, visit, status: PublishingRoutes.status(result, isDone: !isPublished))
    }

    private func geodata(
        of city: City,
        replacing id: String,
        by data: Data
    ) async throws -> (geodata: GeoData, hash: String) {
        let published = try await city.publications.geodata(of: city.publication, knowing: city.snapshot)
        let read = try await OwnThread.run { () throws(CatalogError) -> Replaced in
            let current = try published.geodata()
            guard let layer = current.layers.first(where: { $0.id == id }) else {
                throw .unreadable(path: id, reason: "expected a layer in force, found none")
            }
            let new = LayerVersion(definition: layer.definition, entry: layer.entry, content: .bytes(data))
            return Replaced(geodata: try current.with(new), hash: [UInt8](SHA256.hash(data: data)).hexadecimal)
        }
        return (read.geodata, read.hash)
    }

    private struct Replaced: Sendable {
        let geodata: GeoData
        let hash: String
    }

    private func find(_ context: DispatchContext, _ visit: StaffVisit) throws(Refusal) -> BoundaryLayer {
        guard let id = context.captured("layer"),
            let layer = visit.city.snapshot.index.layers.first(where: { $0.id == id })
        else { throw Refusal.notFound("there is no layer of this id") }
        return layer
    }

    private func page(_ view: LayerUploadView, _ visit: StaffVisit, status: HTTPResponse.Status = .ok) -> Response {
        let title = status == .ok ? view.heading : "Error: \(view.heading)"
        return pages.response(
            Page("layer-new", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }
}
