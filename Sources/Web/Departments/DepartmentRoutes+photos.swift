import Crypto
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Photos
import Postgres
import ServiceRequests
import Store
import Synchronization

extension DepartmentRoutes {
    /// A photo of the work on an item is added: the body is the picture, `?worker=` says who sends it.
    ///
    /// The same picture of the same item is one photo, however often it is sent.
    func addPhoto(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let worker = caller.worker(try Self.worker(in: request))
        guard let room = photos, room.canDraw else {
            throw Refusal.unavailable("This server takes no photos at the moment.", retryAfter: 600)
        }
        var hash = SHA256()
        let photo: DevelopedPhoto
        let call: DepartmentCall
        do {
            let incoming = try await room.folder.receive(.photo, for: caller.city.code, limits: room.limits)
            for try await part in request.body {
                let bytes = Array(part.readableBytesView)
                hash.update(data: bytes)
                try await incoming.write(bytes)
            }
            call = try DepartmentCall(request, caller: caller, digest: hash.finalize())
            if let replay = try await call.replay() { return replay }
            photo = try await room.develop(incoming).get()
        } catch let error as PhotoError {
            room.tell(error, logger: context.logger)
            throw Refusal(error)
        }
        let result: Result<Response, any Error>
        do {
            let answer = try await add(photo, to: item, by: worker, in: call, limit: 2 * room.maximum)
            result = .success(answer)
        } catch {
            result = .failure(error)
        }
        await room.forget([photo.name], unusedIn: caller.city, logger: context.logger)
        return try result.get()
    }

    private func add(
        _ photo: DevelopedPhoto,
        to item: Int64,
        by worker: Worker,
        in call: DepartmentCall,
        limit: Int
    ) async throws -> Response {
        let (moves, file) = (call.city.moves, photo.row(title: nil))
        let answer: WireValue = [
            "item_id": .integer(Int(item)), "width": .integer(photo.size?.width ?? 0),
            "height": .integer(photo.size?.height ?? 0), "bytes": .integer(photo.bytes),
        ]
        let text = String(decoding: answer.json, as: UTF8.self)
        let outcome = Mutex<MoveResult<PhotoRows.Addition>?>(nil)
        let response = try await call.once {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            let result = try moves.add(file, to: item, limit: limit, by: worker, on: connection)
            outcome.withLock { $0 = result }
            return switch result {
            case .done(.added), .done(.repeated): text
            case .done(.tooMany), .done(.notWritten), .refused: nil
            }
        }
        if let response { return response }
        switch outcome.withLock(\.self) {
        case .refused(let why): throw Refusal(why, of: .item)
        case .done: throw Refusal(PhotoError.tooMany(limit: limit))
        case nil: throw Refusal.internalFault
        }
    }

    /// What the worker calls itself, by the rule of the bodies of other calls.
    private static func worker(in request: Request) throws -> String? {
        guard let name = try FormParameters(query: request)["worker"] else { return nil }
        guard (1...100).contains(name.unicodeScalars.count), name.isPlain(isOneLine: true) else {
            throw Refusal.badRequest("worker: expected 1 to 100 characters in one line, found another text")
        }
        return name
    }
}

extension Refusal {
    /// What a department's system is told of a photo that is not taken.
    init(_ error: PhotoError) {
        switch error {
        case .tooLarge(let limit): self = .tooLarge(maximum: limit)
        case .kind:
            self.init(.unsupportedMediaType, "unsupported_media_type", error.description)
        case .empty, .tooManyPixels, .broken, .exhausting, .interrupted:
            self.init(.unprocessableContent, "photo_unusable", error.description)
        case .tooMany:
            self.init(.conflict, "too_many_photos", error.description)
        case .busy, .programUnusable, .folder:
            self = .unavailable(error.description, retryAfter: 60)
        }
    }
}
