/// Counts of one commit, added to the metrics when it is stored.
struct Tally {
    enum Count: String, CaseIterable {
        case reports = "tocsin_reports_total"
        case asked = "tocsin_notifications_planned_total"
        case sent = "tocsin_attempts_total"
        case accepted = "tocsin_notifications_accepted_total"
        case retried = "tocsin_notifications_retried_total"
        case failed = "tocsin_notifications_failed_total"
        case cancelled = "tocsin_notifications_cancelled_total"
        case merged = "tocsin_notifications_merged_total"
        case escalated = "tocsin_escalations_total"
        case answers = "tocsin_answers_total"
        case nobodyReachable = "tocsin_nobody_reachable_total"
        case templateFailed = "tocsin_template_failures_total"
        case commitsFailed = "tocsin_commit_failures_total"
        case damaged = "tocsin_damaged_incidents_total"
        case mended = "tocsin_auditor_mended_total"
        case removed = "tocsin_incidents_removed_total"

        var help: String {
            switch self {
            case .reports: "Reports taken in, by what became of them."
            case .asked: "Notifications planned, by kind of message."
            case .sent: "Attempts handed to a channel, by channel."
            case .accepted: "Notifications that a relay or receiver took."
            case .retried: "Attempts that are tried again."
            case .failed: "Notifications that failed for good."
            case .cancelled: "Notifications that were not needed any more, by reason."
            case .merged: "Notifications that flood control put into a digest."
            case .escalated:
                "Later steps, deputies, people called in, used up lists, and seats that stay open, by what it was."
            case .answers: "Answers taken in, by word."
            case .nobodyReachable: "Times at which a plan reached nobody at all."
            case .templateFailed: "Messages sent as fixed plain text since a template failed."
            case .commitsFailed: "Group commits that the store refused."
            case .damaged: "Incidents whose record could not be read."
            case .mended: "What the auditor found undone and had taken up again, by what it was."
            case .removed: "Closed incidents that retention took off the record."
            }
        }

        /// The name of the label, where the count has one.
        var label: String? {
            switch self {
            case .reports: "result"
            case .asked: "kind"
            case .sent: "channel"
            case .retried: "outcome"
            case .cancelled: "reason"
            case .escalated: "to"
            case .answers: "answer"
            case .mended: "found"
            default: nil
            }
        }
    }

    struct Key: Hashable {
        var count: Count
        var label: String
    }

    private(set) var counts: [Key: Int] = [:]

    mutating func add(_ count: Count, label: String = "", by amount: Int = 1) {
        counts[Key(count: count, label: label), default: 0] += amount
    }
}
