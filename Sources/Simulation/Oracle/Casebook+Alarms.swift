extension Casebook {
    /// The story time of the first alarm.
    var nextAlarm: Int64? {
        live.lazy.compactMap { dockets[$0]?.alarms.map(\.due).min() }.min()
    }

    /// The alarms that are due by a story time, for a trace.
    func alarms(dueBy story: Int64) -> [String] {
        live.flatMap { id in
            (dockets[id]?.alarms ?? []).filter { $0.due <= story }.map {
                "due: \($0.what) of \(id) since \(Written.time($0.due))"
            }
        }
    }
}
