import GeoReport
import Hummingbird
import ServiceRequests
import Store

extension GeoReportRoutes {
    /// POST servicerequestupdates: what a resident says of a request in another system, once however often it is sent.
    func say(_ request: Request, _ context: DispatchContext, as format: Format) async throws -> Response {
        let form = try await SubmittedForm(request, receiver: receiver, limits: limits)
        let city = try cities.meant(by: form.all)
        let client = try await client(of: form, in: city, request, context)
        let decoder = SubmissionDecoder(catalog: city.catalog, extent: city.extent)
        let update = try decoder.decodeUpdate(form.body)
        guard let id = ServiceRequest.ID(update.requestID)?.text,
            let standing = try await city.reader.forClients.standing(of: id)
        else { throw Self.unknownRequest }
        let language = city.language(asked: request)
        let media = await develop(form.files, of: standing.serviceCode, in: city, language, logger: context.logger)
        do {
            let photos = media.kept.map(\.sha256)
            let written = try await write(update, with: photos, of: id, standing, by: client, in: city)
            // What comes only with a repetition, or from whoever did not send the request, is not added.
            await attach(media, only: written.photos, to: id, in: city, logger: context.logger)
            var response = Response.geoReport(UpdatesBody.receipt(written.updateID), as: format)
            if written.isReplay { response.headers[.idempotentReplayed] = "true" }
            return response
        } catch {
            await forget(media, in: city, logger: context.logger)
            throw error
        }
    }

    /// The client that sends an update: without a key of the city's nobody may.
    private func client(
        of form: SubmittedForm,
        in city: City,
        _ request: Request,
        _ context: DispatchContext
    ) async throws -> Client {
        let found = try await door.client(form.apiKey, in: city, at: endpoint, request, context).client
        if let found { return found }
        throw form.apiKey == nil
            ? GeoReportError(.keyMissing, "api_key: expected a key that the city gave you, found none")
            : GeoReportError(.keyInvalid, "api_key: expected one that works here, found another")
    }

    private func write(
        _ update: ClientUpdate,
        with photos: [[UInt8]],
        of id: String,
        _ standing: RequestStanding,
        by client: Client,
        in city: City
    ) async throws -> WrittenWord {
        let moves = city.moves
        // Whatever has become of the request since: the same update has the same answer.
        if let written = try await moves.written(update.id, by: client.number, of: id) { return written }
        var standing = standing
        for _ in 0..<3 {
            let history = try await city.history.lines(of: id)
            let saying = try ClientSaying(
                update,
                of: standing,
                // A sandbox knows no clients: whoever has a key for tests is its resident.
                isSender: standing.client == client.number || endpoint == .test,
                told: Set(UpdateStory.statuses(of: history).values)
            )
            let word = ClientWord(
                id: update.id,
                client: client.number,
                move: saying.move,
                lead: saying.lead,
                text: update.description,
                mediaURLs: saying.takesPictures ? update.mediaURLs : [],
                photos: saying.takesPictures ? photos : []
            )
            switch try await moves.say(word, of: id) {
            case .done(let written):
                if !written.isReplay { await city.watch.poke(id) }
                return written
            case .refused(.alreadyOpen), .refused(.alreadyClosed), .refused(.isMoving):
                // It was closed, or opened, since it was looked at.
                guard let now = try await city.reader.forClients.standing(of: id) else { throw Self.unknownRequest }
                standing = now
            case .refused(let why):
                throw Self.error(of: why)
            }
        }
        throw GeoReportError(.conflict, "the request is being moved by others all the while; send the update again")
    }

    private static let unknownRequest = GeoReportError(
        .serviceRequestUnknown,
        "service_request_id: expected the id of a service request, found another"
    )

    private static func error(of why: MoveRefusal) -> any Error {
        let rules = WorkRules.standard
        switch why {
        case .unknown:
            return unknownRequest
        case .calledOff:
            return ClientSaying.refused("status: the request was called off; the problem is to be sent anew")
        case .tooLate:
            let days = rules.reopenWindow.components.seconds / 86400
            return ClientSaying.refused(
                "status: the request was closed more than \(days) days ago; the problem is to be sent anew"
            )
        case .tooOften:
            return ClientSaying.refused("status: the request was opened again too often; only the city can do it now")
        case .notDone:
            return ClientSaying.refused("status: no department says that it dealt with it, so nobody can confirm it")
        case .tooManyWords:
            return Refusal(
                .tooManyRequests,
                "too_many_words",
                "expected at most \(rules.wordsADay) notes on one request in 24 hours, found more; send it again later",
                headers: [.retryAfter: "3600"]
            )
        case .impossible(let reasons):
            return GeoReportError(.descriptionTooLong, "description: " + reasons.joined(separator: "; "))
        case .alreadyClosed, .alreadyOpen, .notYours, .isAskedAlready, .isAsked, .notAsked, .isMoving:
            return ClientSaying.refused("status: not possible as the request stands")
        }
    }
}
