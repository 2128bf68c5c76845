// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "tocsin",
    products: [
        .executable(name: "tocsin", targets: ["tocsin"]),
        .executable(name: "simulate", targets: ["simulate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "Text", dependencies: [.product(name: "SystemPackage", package: "swift-system")]),
        .target(name: "Escalation"),
        .target(name: "Duty", dependencies: ["Escalation", "Text"]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "LibYAML", dependencies: ["CLibYAML"]),
        .target(
            name: "ConfigFiles",
            dependencies: [
                "CProcess", "Escalation", "LibYAML", "Text", .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "ContactTrees",
            dependencies: [
                "Escalation", "Duty", "ConfigFiles", "Text", crypto,
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Settings", dependencies: ["ConfigFiles", "Curl", "Escalation"]),
        .target(name: "Messages", dependencies: ["Escalation", "ConfigFiles", "Text"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Curl", dependencies: ["CCurl"]),
        .target(name: "CProcess"),
        .target(
            name: "Streams",
            dependencies: ["CProcess", .product(name: "SystemPackage", package: "swift-system")]
        ),
        .target(name: "Record", dependencies: ["Escalation", "Text", crypto]),
        .target(
            name: "Access",
            dependencies: ["Escalation", "Text", crypto, .product(name: "SystemPackage", package: "swift-system")]
        ),
        .target(
            name: "Dispatching",
            dependencies: [
                "Escalation", "Messages", "Record", "Text", crypto, logging,
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]
        ),
        .target(name: "CCheckpoints", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "StoreSQLite",
            dependencies: [
                "Access", "CCheckpoints", "Dispatching", "Escalation", "Record", "Text",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .target(name: "CFaultDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "Simulation",
            dependencies: [
                "Access", "CFaultDisk", "Dispatching", "Duty", "Escalation", "Messages", "Record", "StoreSQLite",
                "Text",
                crypto, logging,
            ]
        ),
        .executableTarget(
            name: "simulate",
            dependencies: [
                "Messages", "Simulation", "Streams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "Channels",
            dependencies: [
                "Curl", "Dispatching", "Escalation", "Messages", "Text", crypto, logging,
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Pages", dependencies: ["Escalation", "Messages", "Text"]),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "Access", "Dispatching", "Duty", "Escalation", "Messages", "Pages", "Record", "Text", crypto, logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ]
        ),
        .target(
            name: "Server",
            dependencies: [
                "Access", "CProcess", "Channels", "ConfigFiles", "ContactTrees", "Curl", "Dispatching", "Duty",
                "Escalation",
                "HTTPAPI", "Messages", "Record", "Settings", "StoreSQLite", "Streams", "Text", crypto, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "tocsin",
            dependencies: [
                "Access", "CProcess", "Channels", "ConfigFiles", "ContactTrees", "Curl", "Dispatching", "Duty",
                "Escalation", "HTTPAPI", "Messages", "Record", "Server", "Settings", "StoreSQLite", "Streams", "Text",
                crypto,
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Dispatching", "Escalation", "Record", "Text"],
            path: "Tests/TestSupport"
        ),
        .testTarget(name: "TextTests", dependencies: ["ConfigFiles", "TestSupport", "Text"]),
        .testTarget(name: "EscalationTests", dependencies: ["Escalation"]),
        .testTarget(name: "DutyTests", dependencies: ["ConfigFiles", "Duty", "Escalation", "Text"]),
        .testTarget(
            name: "ContactTreesTests",
            dependencies: ["ConfigFiles", "ContactTrees", "Escalation", "TestSupport", "Text"],
            exclude: ["Broken"]
        ),
        .testTarget(name: "SettingsTests", dependencies: ["ConfigFiles", "Escalation", "Settings"]),
        .testTarget(
            name: "MessagesTests",
            dependencies: ["ConfigFiles", "Escalation", "Messages", "Pages", "TestSupport", "Text"]
        ),
        .testTarget(name: "CurlTests", dependencies: ["Curl", "TestSupport"]),
        .testTarget(
            name: "StreamsTests",
            dependencies: ["Streams", .product(name: "SystemPackage", package: "swift-system")]
        ),
        .testTarget(name: "RecordTests", dependencies: ["Escalation", "Record", "TestSupport", "Text", crypto]),
        .testTarget(name: "AccessTests", dependencies: ["Access", "Escalation", "TestSupport", "Text", crypto]),
        .testTarget(
            name: "DispatchingTests",
            dependencies: [
                "Access", "Dispatching", "Escalation", "Messages", "Record", "TestSupport", "Text", crypto, logging,
            ]
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Access", "Dispatching", "Escalation", "Record", "StoreSQLite", logging,
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "ChannelsTests",
            dependencies: ["Channels", "Curl", "Dispatching", "Escalation", "Messages", "TestSupport", "Text", logging]
        ),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "Access", "ConfigFiles", "Dispatching", "Duty", "Escalation", "HTTPAPI", "Messages", "Pages", "Record",
                "Text", crypto, logging,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Dispatching", "Escalation", "Messages", "Record", "Simulation", "StoreSQLite", logging],
            exclude: ["seeds.txt"]
        ),
        .testTarget(name: "ServerTests", dependencies: ["Escalation", "Server", "TestSupport"]),
        .testTarget(name: "EndToEndTests", dependencies: ["TestSupport", "tocsin"]),
        .testTarget(name: "TidyTests"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = strict
}
