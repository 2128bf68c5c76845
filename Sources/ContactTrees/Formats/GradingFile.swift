import ConfigFiles
import Escalation

/// `severity:` of a plan as read, with the place that names each rank.
struct GradingFile {
    var grading = Grading()
    /// Where a rank is first named, so that a missing response can be reported there.
    var places: [Severity: Place] = [:]

    mutating func name(_ rank: Severity, at place: Place) {
        if places[rank] == nil { places[rank] = place }
    }
}
