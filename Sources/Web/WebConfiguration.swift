public import Logging
public import OpenIDConnect
public import Photos
public import Postgres
public import Store

/// What a server is told before it starts.
public struct WebConfiguration: Sendable {
    /// The address to listen on; loopback unless a proxy on another machine must reach it.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// Where the database is.
    ///
    /// Its `statementDeadline` is replaced by `limits.statementDeadline`.
    public var database: PostgresConfiguration
    /// How many connections to the database are used at most, by role.
    public var poolSizes: PoolSizes
    /// The folder that holds one folder a jurisdiction, each with `jurisdiction.yml` and the rest of its catalog.
    ///
    /// Published where the database has nothing of the jurisdiction, and only compared where it has; a folder that is
    /// not there holds none.
    public var catalogFolder: String
    /// The folder that holds one folder a jurisdiction, each with `layers.yml` and its GeoJSON files.
    public var geodataFolder: String
    /// The folder Leaflet is in, as Debian's `libjs-leaflet` puts it; where it is not there, maps stay without script.
    public var leafletFolder: String?
    /// The folder with the secrets that other sites sign with, `{jurisdiction}/{service_code}`; without one none reports.
    public var elsewhereSecrets: String?
    /// The folder photos and documents are kept in, which several servers may share; without one they take none.
    public var photosFolder: String?
    /// By what mails leave; without it nobody is written to, and pages offer feeds only.
    public var mail: MailSettings?
    /// Where the pages are, for the links of mails, where one city is served; without it, a city's first host.
    public var origin: SiteOrigin?
    /// The city's own sign-in, as staff's second door; without it there is none.
    public var openID: ProviderSettings?
    /// The proxies in front whose word on who asks is taken.
    public var trustedProxies: TrustedProxies
    /// The key `/metrics` is read with; without one nobody reads it.
    public var metricsKey: String?
    /// What makes the QR codes of pages; where it is not installed, pages have none.
    public var codeProgram: QRCodeProgram
    /// How much of anything one client may use.
    public var limits: WebLimits
    /// How often the clock's offset to the database is measured again.
    public var clockInterval: Duration
    /// How often leases that ran out are looked for.
    public var rescueInterval: Duration
    /// How often work that is due is looked for.
    public var deadlineInterval: Duration
    /// How long a claim that waits goes without looking when nothing told of work; chance adds up to as much again.
    public var claimInterval: Duration
    /// How often the database is asked for publications that no notification told of.
    public var publicationInterval: Duration
    /// How often it is counted anew which services are needed most.
    public var demandInterval: Duration
    /// How often it is looked for news that followers are to be told by mail.
    public var noticeInterval: Duration
    /// How often who follows a place is written to at most.
    public var placeNoticeInterval: Duration
    /// How long a request stays in quarantine at most; then it goes to its owner though nobody has looked.
    public var quarantine: Duration
    /// How often it is written down which keys were used.
    public var keyUseInterval: Duration
    /// How often it is looked how queues stand, at most, for `/metrics`.
    public var metricsInterval: Duration
    /// How GeoReport's test endpoint behaves.
    public var sandbox = SandboxRules()
    /// How updates are sent to clients that have an address for them.
    public var push = PushLimits()
    /// What new passwords cost to guess; only tests have another one.
    public var passwordCost: PasswordCost = .standard
    /// The level answered requests are logged at, one line each; server errors are logged whatever it is.
    public var accessLogLevel: Logger.Level
    /// Whether residents' pages are made unreadable, from right to left: for tests of style and words.
    public var usesPseudoLocale: Bool

    /// Creates a configuration.
    public init(
        host: String = "127.0.0.1",
        port: Int = 8311,
        database: PostgresConfiguration,
        poolSizes: PoolSizes = PoolSizes(),
        catalogFolder: String,
        geodataFolder: String,
        leafletFolder: String? = nil,
        elsewhereSecrets: String? = nil,
        photosFolder: String? = nil,
        mail: MailSettings? = nil,
        origin: SiteOrigin? = nil,
        openID: ProviderSettings? = nil,
        trustedProxies: TrustedProxies = TrustedProxies(),
        metricsKey: String? = nil,
        codeProgram: QRCodeProgram = QRCodeProgram(),
        limits: WebLimits = WebLimits(),
        clockInterval: Duration = .seconds(300),
        rescueInterval: Duration = .seconds(2),
        deadlineInterval: Duration = .seconds(5),
        claimInterval: Duration = .seconds(1),
        publicationInterval: Duration = .seconds(10),
        demandInterval: Duration = .seconds(600),
        noticeInterval: Duration = .seconds(2),
        placeNoticeInterval: Duration = .seconds(3600),
        quarantine: Duration = .seconds(4 * 3600),
        keyUseInterval: Duration = .seconds(60),
        metricsInterval: Duration = .seconds(15),
        accessLogLevel: Logger.Level = .info,
        usesPseudoLocale: Bool = false
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.poolSizes = poolSizes
        self.catalogFolder = catalogFolder
        self.geodataFolder = geodataFolder
        self.leafletFolder = leafletFolder
        self.elsewhereSecrets = elsewhereSecrets
        self.photosFolder = photosFolder
        self.mail = mail
        self.origin = origin
        self.openID = openID
        self.trustedProxies = trustedProxies
        self.metricsKey = metricsKey
        self.codeProgram = codeProgram
        self.limits = limits
        self.clockInterval = clockInterval
        self.rescueInterval = rescueInterval
        self.deadlineInterval = deadlineInterval
        self.claimInterval = claimInterval
        self.publicationInterval = publicationInterval
        self.demandInterval = demandInterval
        self.noticeInterval = noticeInterval
        self.placeNoticeInterval = placeNoticeInterval
        self.quarantine = quarantine
        self.keyUseInterval = keyUseInterval
        self.metricsInterval = metricsInterval
        self.accessLogLevel = accessLogLevel
        self.usesPseudoLocale = usesPseudoLocale
    }
}
