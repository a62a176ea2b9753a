import Crypto
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests
import Store

/// A form as it was sent, with what says who sent it and whether it was sent before.
struct SubmittedForm: Sendable {
    /// The parameters of the body.
    let body: FormParameters
    /// Those and the query's: clients put `jurisdiction_id`, `api_key` and `extensions` in either.
    let all: FormParameters
    /// The files of the body, which are still to be drawn.
    let files: [ReceivedFile]

    private let target: String
    private let fields: HTTPFields

    /// Reads the body, which must be a form; every broken parameter is named in the error.
    init(_ request: Request, receiver: FileReceiver, limits: WebLimits) async throws {
        (body, files) = try await SubmittedBody(request, receiver: receiver, limits: limits).read()
        all = FormParameters(body.parameters + (try FormParameters(query: request)).parameters)
        // Neither the format of the answer nor the endpoint, which has tables of its own, is a part of what is said.
        target = "\(request.method.rawValue) /\(GeoReportEndpoint.production.path)/requests"
        fields = request.headers
    }

    /// What it is stored under, so that sending it again stores nothing more; nil where nothing identifies it.
    ///
    /// The client's `Idempotency-Key`; without one, the client's own marker together with the whole form, so that only
    /// an identical submission counts as the same: FixMyStreet's id of its report, or the device or account of a
    /// client that gives an API key.
    ///
    /// A client whose key is known stays itself with all its keys.
    func key(of known: Client?) throws(Refusal) -> Submission.Key? {
        let client = known.map { "client:\($0.number)" } ?? stranger
        if let given = try IdempotencyKey(fields) {
            return Submission.Key(client: client, key: given.text, fingerprint: fingerprint)
        }
        let markers =
            apiKey == nil ? ["attribute[fixmystreet_id]"] : ["attribute[fixmystreet_id]", "device_id", "account_id"]
        guard let marker = markers.first(where: { body[$0] != nil }) else { return nil }
        let identity = SHA256.hash(data: Array("\(marker)\0\(body[marker] ?? "")\0".utf8) + fingerprint)
        return Submission.Key(client: client, key: "\(marker):\(identity.hexadecimal)", fingerprint: fingerprint)
    }

    /// Taken where clients put it, in the form, the query or a header; told to nobody, so only its hash is an identity.
    var apiKey: String? {
        let given = [all["api_key"], fields[.apiKey], fields.bearer]
        return given.lazy.compactMap { $0?.split(whereSeparator: \.isWhitespace).joined() }.first { !$0.isEmpty }
    }

    private var stranger: String {
        guard let apiKey else { return "anonymous" }
        return "api_key:" + String(SHA256.hash(data: Array(apiKey.utf8)).hexadecimal.prefix(32))
    }

    /// SHA-256 over method, resource, parameters and files, the parameters sorted by name: their order means nothing but
    /// among repetitions of one name, and the key is no part of what is said.
    private var fingerprint: [UInt8] {
        var hash = SHA256()
        hash.update(data: Array(target.utf8))
        let said = all.parameters.enumerated().filter { $0.element.name != "api_key" }
        let sorted = said.sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        for (_, parameter) in sorted {
            // No name and no value holds a NUL.
            hash.update(data: Array("\0\(parameter.name)\0\(parameter.value)".utf8))
        }
        // Of a file its bytes count, whatever field and name they came with. Two NULs: no parameter begins so.
        for file in files { hash.update(data: [0, 0] + file.sha256) }
        return Array(hash.finalize())
    }
}
