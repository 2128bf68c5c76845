import ConfigFiles
import Escalation

/// Hints at what a plan says and its writer may not have meant; none keeps the tree from being used.
struct HintCheck {
    let use: PlanUse
    let directory: Directory
    let warnings: FaultLog

    /// Adds every hint.
    func run() {
        for (rank, file) in use.file.responses.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where file.isWhole {
            hintAtNobody(file)
            hintAtDesk(file)
            hintAtConditions(file, rank)
        }
    }

    /// A step whose names exist nowhere is always left out; the plan may be written for other trees.
    private func hintAtNobody(_ file: ResponseFile) {
        for step in file.steps where use.units.allSatisfy({ directory.seats(of: step.step.ask, in: $0).isEmpty }) {
            warnings.add(
                step.ask,
                "this step asks nobody: no unit has any of its names",
                "name a group or a person that exists, or remove the step"
            )
        }
    }

    /// A desk that answers alone ends the chain, and the names of later links hear nothing (SEMANTICS §3).
    ///
    /// Silence is meant to climb to whoever commands and to the fallback; whoever is copied or asked in a body hears of it anyway.
    private func hintAtDesk(_ file: ResponseFile) {
        let (response, plan) = (file.response, use.file.plan)
        let chain = response.chain.map { response.steps[$0] }
        guard let first = chain.first, first.ask.count == 1 else { return }
        let told =
            first.copies + response.bodies.flatMap { response.steps[$0].ask + response.steps[$0].copies }
            + [response.commander ?? plan.commander].compactMap { $0 } + plan.fallback + first.ask
        for unit in use.units {
            let known = Set(directory.seats(of: told, in: unit).map(\.seat.holder))
            for position in response.chain.dropFirst() {
                let others = response.steps[position].ask.filter { name in
                    directory.seats(for: name, in: unit)?.contains { !known.contains($0.seat.holder) } ?? false
                }
                guard let other = others.first else { continue }
                let list = others.map { "`\($0.name)`" }.joined(separator: ", ")
                return warnings.add(
                    file.steps[position].ask,
                    "\(list) \(others.count == 1 ? "hears" : "hear") nothing once `\(first.ask[0].name)` answers",
                    "if they are to come in any case, add `start: accepted` (or `at_once`); else copy `\(other.name)`, "
                        + "or leave it as it is"
                )
            }
        }
    }

    /// Where no step's conditions hold, nobody is asked and the fallback is told at once.
    private func hintAtConditions(_ file: ResponseFile, _ rank: Severity) {
        let begins = file.steps.filter { $0.step.start != .accepted }
        guard let first = begins.first, begins.allSatisfy({ !$0.step.conditions.isEmpty }) else { return }
        warnings.add(
            first.ask,
            "every step of the rank \(rank.numeral) that begins by itself has a `when`; where none holds, only the fallback is told",
            "add a step without `when`"
        )
    }
}
