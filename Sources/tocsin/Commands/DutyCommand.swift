import ArgumentParser

/// Who is on duty; what changes it are commands of their own below it.
struct DutyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Who is on duty, now or through a time, one person's shifts, everybody's load; and what changes it.",
        discussion: """
            `tocsin duty` alone is `tocsin duty show`, whose flags `tocsin duty show --help` explains.
            tocsin duty --unit /riverside-town --from '2026-12-01 00:00' --to '2026-12-08 00:00'
            """,
        subcommands: [DutyShow.self, Absence.self, Override.self, Withdraw.self],
        defaultSubcommand: DutyShow.self
    )
}
