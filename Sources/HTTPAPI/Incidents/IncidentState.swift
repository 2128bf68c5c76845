import Escalation
import Messages
import Text

/// How an incident stands after something was done to it, and what that changed.
struct IncidentState: Encodable {
    let incident: Incident
    /// What it is called outside.
    let name: String
    /// As it was stored just before.
    let before: Incident
    /// Who did it, as on record.
    let by: Actor
    let plan: Plan?
    let directory: Directory

    private enum CodingKeys: String, CodingKey {
        case id, severity, status, progress, drill, responders, asked, told, missing, commander
        case reportedAt = "reported_at"
        case timeZone = "time_zone"
        case severityBefore = "severity_before"
        case followUps = "follow_ups"
        case pausedUntil = "paused_until"
        case pauseEnded = "pause_ended"
        case endedAt = "ended_at"
        case endedBy = "ended_by"
        case hadEnded = "had_ended"
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(name, forKey: .id)
        try members.encode(incident.severity.numeral, forKey: .severity)
        try members.encode(incident.status.rawValue, forKey: .status)
        try members.encode(incident.progress.kind.rawValue, forKey: .progress)
        if incident.report.isDrill { try members.encode(true, forKey: .drill) }
        try members.encode(incident.responders.map(\.person), forKey: .responders)
        try members.encode(RFC3339.text(incident.reportedAt), forKey: .reportedAt)
        try members.encode(directory.units[incident.report.unit]?.timeZone ?? "UTC", forKey: .timeZone)
        try members.encode(asked, forKey: .asked)
        try members.encodeIfPresent(incident.leader(in: plan), forKey: .commander)
        try members.encode(missing, forKey: .missing)
        if incident.severity != before.severity { try members.encode(before.severity.numeral, forKey: .severityBefore) }
        if incident.followUps > 0 { try members.encode(incident.followUps, forKey: .followUps) }
        if case .paused(let until) = incident.progress { try members.encode(RFC3339.text(until), forKey: .pausedUntil) }
        if before.isPaused, !incident.isPaused, !incident.isClosed { try members.encode(true, forKey: .pauseEnded) }
        guard let closing = incident.closing else { return }
        try members.encode(RFC3339.text(closing.at), forKey: .endedAt)
        let values = RecordValues(language: .english, directory: directory)
        try members.encode(values.actor(closing.by), forKey: .endedBy)
        if hadEnded { try members.encode(true, forKey: .hadEnded) }
        // How many people get the all-clear or the correction.
        try members.encode(hadEnded ? 0 : incident.contacts.all.count(where: \.toldItIsOver), forKey: .told)
    }

    /// What the seats are called that are needed and for which nobody's time runs.
    private var missing: [String] {
        RecordValues(language: .english, directory: directory).missing(of: incident, under: plan)
    }

    /// Whether it had ended before; of two who end it at the same moment, the one whose ending is not on record came too late.
    private var hadEnded: Bool {
        before.isClosed || incident.closing?.by != by
    }

    /// Who is asked now and was not before; a new round asks everybody whose time runs, also whose time goes on.
    private var asked: [PersonID] {
        if incident.isClosed { return [] }
        let then = incident.round.number == before.round.number ? before.runningBatches : [:]
        let now = incident.runningBatches
        return incident.contacts.all.map(\.person).filter { person in
            !(now[person] ?? []).isSubset(of: then[person] ?? [])
        }
    }
}
