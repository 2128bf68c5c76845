import Escalation

extension Story {
    /// The scenarios of `simulate crash-points`.
    package static let all = [
        Story(name: "fresh-ledger", deeds: [.open, .reopen], mustDo: "create log"),
        Story(name: "one-report", prelude: [.open], deeds: [.file(["k1"])]),
        Story(
            name: "batch-of-reports",
            prelude: [.open],
            deeds: [.file(["k1", "k2@gate", "k3@gate", "k4", "k5@door", "k6"]), .file(["k7@gate", "k8"])]
        ),
        Story(
            name: "answers",
            prelude: [.open, .file(["k1"])],
            deeds: [.answer("k1", "a", .seen), .answer("k1", "a", .accept), .answer("k1", "b", .note)]
        ),
        Story(name: "escalation", prelude: [.open, .file(["k1"])], deeds: [.pass(.minutes(11))]),
        Story(
            name: "retry-and-unknown",
            prelude: [
                .open,
                .attempts(
                    "a",
                    [
                        .temporary(reason: .reply(451, "busy")), .unknown(reason: Evidence(.cutOff(.stopped))),
                        .permanent(reason: .reply(550, "gone")),
                    ]
                ),
            ],
            deeds: [.file(["k1"]), .pass(.minutes(4))]
        ),
        Story(
            name: "digest",
            prelude: [.open, .file(["k1"])],
            deeds: [.file(["k2"]), .file(["k3"]), .pass(.minutes(2))]
        ),
        Story(
            name: "stand-down",
            prelude: [.open, .file(["k1@gate"]), .pass(.minutes(6)), .answer("k1@gate", "b", .accept)],
            deeds: [.close("k1@gate", .stoodDown), .pass(.minutes(3)), .file(["k2@gate"])]
        ),
        Story(
            name: "reopen",
            prelude: [.open, .file(["k1", "k2"])],
            deeds: [.reopen, .file(["k3"]), .reopen],
            mustDo: "delete log"
        ),
        Story(
            name: "reload",
            prelude: [.open, .file(["k1"])],
            deeds: [.install(2), .file(["k2"]), .pass(.minutes(6))]
        ),
        Story(
            name: "checkpoint",
            prelude: [.open, .fillLog(960 * 4_120)],
            deeds: [.file(["k1"]), .answer("k1", "a", .accept), .file(["k2"]), .file(["k3"]), .file(["k4"])],
            mustDo: "write database"
        ),
        Story(
            name: "disk-full",
            prelude: [.open, .file(["k1"])],
            deeds: [
                .fill(leaving: 0), .fileRefused(["k2"]), .answer("k1", "a", .seen), .pass(.minutes(6)), .free,
                .file(["k3"]), .pass(.minutes(1)),
            ],
            reserve: 1 << 20
        ),
        Story(
            name: "existing-ledger",
            before: [.open, .file(["k1", "k2"]), .pass(.minutes(6)), .answer("k1", "a", .accept)],
            deeds: [.open, .file(["k3"])],
            mustDo: "write database"
        ),
    ]
}
