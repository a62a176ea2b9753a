// swift-tools-version: 6.2
import PackageDescription

/// Every target is built this way; a warning stops the build.
let everywhere: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The two targets that hold C handles also say where memory safety rests on us.
/// https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
let aroundC = everywhere + [.strictMemorySafety()]

let package = Package(
    name: "dispatch311",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Postgres",
            dependencies: [
                "CLibpq",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: aroundC
        ),
        .target(name: "OpenMetrics", swiftSettings: everywhere),
        .target(
            name: "Boundaries",
            dependencies: ["CGEOS", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: aroundC
        ),
        .target(
            name: "ServiceRequests",
            dependencies: [
                "Boundaries",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: everywhere
        ),
        .target(name: "GeoReport", dependencies: ["ServiceRequests", "Boundaries"], swiftSettings: everywhere),
        .target(
            name: "Photos",
            dependencies: [
                "ServiceRequests",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: everywhere
        ),
        .target(
            name: "Store",
            dependencies: [
                "OpenMetrics", "Postgres", "ServiceRequests", "Boundaries",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Migrations")],
            swiftSettings: everywhere
        ),
        .target(
            name: "Notices",
            dependencies: [
                "ServiceRequests",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: everywhere
        ),
        .target(
            name: "OpenIDConnect",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: everywhere
        ),
        .target(
            name: "Web",
            dependencies: [
                "CMalloc", "CZlib", "Boundaries", "GeoReport", "Notices", "OpenIDConnect", "OpenMetrics", "Photos",
                "Postgres", "ServiceRequests", "Store",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: everywhere
        ),
        .executableTarget(
            name: "dispatch311",
            dependencies: [
                "CZlib", "Boundaries", "GeoReport", "Notices", "OpenIDConnect", "Photos", "Postgres", "ServiceRequests",
                "Store", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: everywhere
        ),
        .executableTarget(
            name: "dispatch311-bench",
            dependencies: [
                "CMalloc", "Boundaries", "Postgres", "ServiceRequests", "Store",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: ["Peers/requirements.txt"],
            resources: [.embedInCode("Texts")],
            swiftSettings: everywhere
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "Boundaries", "Postgres", "ServiceRequests", "Store",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Support",
            exclude: ["HarborCity", "MailSink/sink.py", "TinyCity"],
            swiftSettings: everywhere
        ),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["Postgres", .product(name: "Logging", package: "swift-log")],
            swiftSettings: everywhere
        ),
        .testTarget(name: "OpenMetricsTests", dependencies: ["OpenMetrics"], swiftSettings: everywhere),
        .testTarget(name: "BoundariesTests", dependencies: ["Boundaries"], swiftSettings: everywhere),
        .testTarget(
            name: "ServiceRequestsTests",
            dependencies: ["ServiceRequests", "Boundaries"],
            swiftSettings: everywhere
        ),
        .testTarget(
            name: "GeoReportTests",
            dependencies: ["GeoReport", "TestSupport", "ServiceRequests", "Boundaries"],
            resources: [.copy("Fixtures")],
            swiftSettings: everywhere
        ),
        .testTarget(name: "PhotosTests", dependencies: ["Photos", "TestSupport", "CZlib"], swiftSettings: everywhere),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "TestSupport", "Boundaries", "OpenMetrics", "Postgres", "ServiceRequests",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: everywhere
        ),
        .testTarget(name: "NoticesTests", dependencies: ["Notices", "TestSupport"], swiftSettings: everywhere),
        .testTarget(
            name: "OpenIDConnectTests",
            dependencies: [
                "OpenIDConnect", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            swiftSettings: everywhere
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "TestSupport", "CZlib", "Boundaries", "GeoReport", "Notices", "OpenIDConnect", "OpenMetrics",
                "Photos",
                "Postgres", "ServiceRequests", "Store",
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Support/AnswerCheck/check.py"],
            swiftSettings: everywhere
        ),
        .testTarget(
            name: "BenchTests",
            dependencies: ["dispatch311-bench", "TestSupport", "Boundaries", "Postgres", "Store"],
            swiftSettings: everywhere
        ),
        .testTarget(
            name: "Dispatch311Tests",
            dependencies: [
                "dispatch311", "TestSupport", "CZlib", "Boundaries", "GeoReport", "Postgres", "ServiceRequests",
                "Store", "Web",
            ],
            swiftSettings: everywhere
        ),
    ]
)
