/// How much of anything one client may use; every limit is set on purpose.
///
/// What a slow client may hold is bounded by `idleTimeout` (silence), `requestDeadline` (dripping) and
/// `maximumConnections`. A server on the open internet still wants a proxy in front that counts requests.
public struct WebLimits: Sendable, Hashable {
    /// The most bytes of a request's body; a larger one is answered with 413 and its connection closed.
    ///
    /// A form with a description of 4000 characters, each of four bytes and percent-encoded, needs 48 kB of it.
    public var maximumBody: Int
    /// The most bytes of the form that holds a file of the catalog, percent-encoded as forms are.
    public var maximumCatalogForm: Int
    /// The most bytes of a body that is read as it comes: a form with photos and documents.
    public var maximumUpload: Int
    /// The most bytes of one photo or document.
    public var maximumPhoto: Int
    /// The most photos of a report, and the most documents; departments add twice as many.
    public var maximumPhotos: Int
    /// The most bytes of all header fields, and of one; more is answered with 400 and the connection closed.
    public var maximumHeader: Int
    /// The most header fields.
    public var maximumHeaderFields: Int
    /// The most connections at a time; further ones wait in the system's queue.
    public var maximumConnections: Int
    /// The most connections that wait for a page's news; further ones are told to reload.
    public var maximumStreams: Int
    /// How often a stream of events says that it is still there.
    public var streamBeat: Duration
    /// The most submissions of one city that wait to be stored; further ones are told 503 at once.
    public var maximumSubmissions: Int
    /// The most reports an hour from one client on the internet; nil for as many as come.
    ///
    /// Generous, for whole streets of telephones may share one address of their carrier.
    public var submissionsPerHour: Int?
    /// The most requests an hour from one client of GeoReport that has a key, where the city says nothing of it; nil for as
    /// many as come.
    public var clientSubmissionsPerHour: Int?
    /// How long a connection may be silent while the client has to speak.
    public var idleTimeout: Duration
    /// How long a request may take from its head to its answer, waiting for work included.
    ///
    /// Then its connection is closed without an answer; the limits below answer with 503 long before.
    public var requestDeadline: Duration
    /// The same for a request whose body is read as it comes: 400 kbit/s carry 3 MB a minute.
    public var uploadDeadline: Duration
    /// How long a request waits for a connection to the database.
    public var poolWait: Duration
    /// How long one statement may take.
    public var statementDeadline: Duration
    /// How long a twin of a call that is under way waits for its answer before it is told 409, and any statement for a
    /// lock, to the millisecond.
    public var twinWait: Duration
    /// How long a refused client that is still sending is listened to, so that it reads the answer.
    public var linger: Duration
    /// How long a department's key is remembered: a revoked one works for at most this much longer.
    public var keyMemory: Duration
    /// How long requests under way may take to finish when the server is told to stop.
    public var shutdownDeadline: Duration

    /// Creates limits.
    public init(
        maximumBody: Int = 256 << 10,
        maximumCatalogForm: Int = 1 << 20,
        maximumUpload: Int = 40 << 20,
        maximumPhoto: Int = 15 << 20,
        maximumPhotos: Int = 5,
        maximumHeader: Int = 16 << 10,
        maximumHeaderFields: Int = 100,
        maximumConnections: Int = 4096,
        maximumStreams: Int = 2000,
        streamBeat: Duration = .seconds(15),
        maximumSubmissions: Int = 512,
        submissionsPerHour: Int? = 600,
        clientSubmissionsPerHour: Int? = 10_000,
        idleTimeout: Duration = .seconds(60),
        requestDeadline: Duration = .seconds(60),
        uploadDeadline: Duration = .seconds(600),
        poolWait: Duration = .seconds(5),
        statementDeadline: Duration = .seconds(10),
        twinWait: Duration = .seconds(3),
        linger: Duration = .seconds(2),
        keyMemory: Duration = .seconds(5),
        shutdownDeadline: Duration = .seconds(10)
    ) {
        self.maximumBody = maximumBody
        self.maximumCatalogForm = maximumCatalogForm
        self.maximumUpload = maximumUpload
        self.maximumPhoto = maximumPhoto
        self.maximumPhotos = maximumPhotos
        self.maximumHeader = maximumHeader
        self.maximumHeaderFields = maximumHeaderFields
        self.maximumConnections = maximumConnections
        self.maximumStreams = maximumStreams
        self.streamBeat = streamBeat
        self.maximumSubmissions = maximumSubmissions
        self.submissionsPerHour = submissionsPerHour
        self.clientSubmissionsPerHour = clientSubmissionsPerHour
        self.idleTimeout = idleTimeout
        self.requestDeadline = requestDeadline
        self.uploadDeadline = uploadDeadline
        self.poolWait = poolWait
        self.statementDeadline = statementDeadline
        self.twinWait = twinWait
        self.linger = linger
        self.keyMemory = keyMemory
        self.shutdownDeadline = shutdownDeadline
    }
}
