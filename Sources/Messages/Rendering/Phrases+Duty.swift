/// Until when somebody is on duty, or absent.
extension Phrases {
    /// - Parameter time: when the shift ends.
    /// - Returns: a few words without their subject.
    package func onDuty(until time: String) -> String {
        pick("on duty until \(time)", "在班至\(time)", "值勤至\(time)")
    }

    /// - Parameters:
    ///   - name: somebody.
    ///   - until: their last day, or when they are back.
    /// - Returns: that they are absent.
    package func absent(_ name: String, until: String) -> String {
        pick("\(name) is absent until \(until)", "\(name)请假外出至\(until)", "\(name)請假至\(until)")
    }
}
