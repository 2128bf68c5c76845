import ArgumentParser

/// Who is on duty, and what changes that.
struct DutyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Change who is on duty.",
        subcommands: [Absence.self, Override.self, Withdraw.self]
    )
}
