import ArgumentParser

/// The flags of what watches over the server itself.
struct WatchOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "Who is told of the server's own troubles: a group or person such as /riverside-town/office; may be repeated."
    )
    var operators: [String] = []

    @Option(name: .long, help: "A monitor elsewhere that is called while everything is well: https://HOST/PATH.")
    var heartbeatUrl: String?

    @Option(name: .long, help: "How often it is called, such as 30s (default: 1m).")
    var heartbeatEvery: String?
}
