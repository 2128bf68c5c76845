// swift-tools-version: 6.3
import PackageDescription

// The fuzzers are a package of their own: our targets are built here with coverage of every branch, without the parts that
// read nothing from outside (the web server, the database), which would be most of the time to build.

let coverage: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .unsafeFlags(["-sanitize=fuzzer", "-enable-testing"]),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// A target of the server; `sources` names the parts that are built here, if not all of it.
func ours(_ name: String, _ dependencies: [Target.Dependency] = [], sources: [String]? = nil) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Tocsin/\(name)",
        sources: sources,
        swiftSettings: coverage
    )
}

let package = Package(
    name: "fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        ours("Text", [system]),
        ours("Escalation"),
        ours("Duty", ["Escalation", "Text"]),
        ours("CProcess"),
        .systemLibrary(name: "CLibYAML", path: "Tocsin/CLibYAML", pkgConfig: "yaml-0.1"),
        ours("LibYAML", ["CLibYAML"]),
        ours("ConfigFiles", ["CProcess", "Escalation", "LibYAML", "Text", system]),
        ours("ContactTrees", ["Escalation", "Duty", "ConfigFiles", "Text", crypto, system]),
        ours("Messages", ["Escalation", "ConfigFiles", "Text", system]),
        .systemLibrary(name: "CCurl", path: "Tocsin/CCurl", pkgConfig: "libcurl"),
        ours("Curl", ["CCurl"]),
        ours("Record", ["Escalation", "Text", crypto]),
        ours("Access", ["Escalation", "Text", crypto, system]),
        ours(
            "Dispatching",
            ["Escalation", "Messages", "Record", "Text", crypto, logging, system],
            sources: [
                "SelfAlerts", "Batch.swift", "Channel.swift", "Clock.swift", "RecentlyUsed.swift",
                "IncidentHistory.swift", "Known.swift", "Mark.swift", "Shared.swift", "SourceKey.swift", "Store.swift",
                "UnclosedIncident.swift", "Wanted.swift",
                "Ledger/Filing.swift",
                "Ledger/LedgerError.swift", "Auditor/Overdue.swift", "Retention/RemovedIncident.swift",
            ]
        ),
        ours(
            "StoreSQLite",
            ["Dispatching", "Escalation", "Record", "Text"],
            sources: [
                "Text/CompactRow.swift", "Text/IncidentTimer+Compact.swift", "Text/OutboxRow+Compact.swift",
            ]
        ),
        ours(
            "Channels",
            ["Curl", "Dispatching", "Escalation", "Messages", "Text", crypto, logging, system]
        ),
        ours("Pages", ["Escalation", "Messages", "Text"]),
        ours(
            "HTTPAPI",
            ["Access", "Dispatching", "Escalation", "Messages", "Pages", "Record", "Text", crypto],
            sources: [
                "APILimits.swift", "JSON", "Problems/Problem.swift", "Problems/Problem+JSON.swift",
                "Access/Caller.swift", "Access/Permission.swift",
                "Routes/RequestText.swift", "Routes/SafeText.swift", "Routes/FormText.swift", "Routes/Query.swift",
                "Incidents/Intake.swift",
                "Incidents/FiledAnswer.swift",
                "Answers/AnswerForm.swift",
            ]
        ),
        .target(name: "CFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Access", "CFuzzer", "Channels", "ConfigFiles", "ContactTrees", "Curl", "Dispatching", "Duty",
                "Escalation",
                "HTTPAPI", "Messages", "Pages", "Record", "StoreSQLite", "Text",
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .strictMemorySafety(),
                .treatAllWarnings(as: .error),
                .unsafeFlags(["-sanitize=fuzzer"]),
            ],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]
        ),
    ],
    swiftLanguageModes: [.v6]
)
