import ConfigFiles

/// The keys of tasks, which a later version brings; they are also what is written where somebody outside is to be called.
enum TaskKeys {
    static let all = ["call", "phone", "fax", "do", "publish", "decide"]
    /// What to write where there are no tasks.
    static let remedy = "remove it, and write who calls which number, or does what, into the plan's `guidance`"
}

extension Fields {
    /// Reports every key of a task.
    ///
    /// - Returns: whether there is any.
    func refuseTask() -> Bool {
        for key in TaskKeys.all { notYetKnown(key, remedy: TaskKeys.remedy) }
        return TaskKeys.all.contains { has($0) }
    }
}

extension Item {
    /// Reports a task such as `{call: "120"}` where the name of a group or a person belongs.
    ///
    /// - Returns: whether it is one.
    func refuseTask() -> Bool {
        guard case .map(let pairs) = value.content, let pair = pairs.first(where: { TaskKeys.all.contains($0.key) })
        else { return false }
        log.add(pair.keyPlace, "`\(pair.key)` is not known to this version", TaskKeys.remedy)
        return true
    }
}
