import Escalation
import Messages
import Text

/// Incidents that belong together.
extension TimelineWriter {
    func ofLinks(_ change: Change) -> Item? {
        switch change {
        case .opened(let plan, let incident, let isNew): opened(plan, incident, isNew)
        case .notOpened(let plan): notOpened(plan)
        case .linked(let link): linked(link)
        default: nil
        }
    }

    private func opened(_ plan: PlanName, _ incident: IncidentID, _ isNew: Bool) -> Item {
        let name = name(of: Link(incident: incident, plan: plan))
        return Item(
            what: isNew ? "opened" : "reported_to",
            details: [.init("plan", .text(plan)), .init("incident", .text(names.name(of: incident)))],
            text: isNew
                ? pick("Opened with it: \(name)", "同时启动关联事件：\(name)", "同時啟動關聯事件：\(name)")
                : pick("Reported to \(name), which is open", "已报入正在处置的\(name)", "已通報處理中的\(name)")
        )
    }

    private func notOpened(_ plan: PlanName) -> Item {
        Item(
            what: "not_opened",
            details: [.init("plan", .text(plan))],
            text: pick(
                "Not opened: this unit has no plan \(plan) any more",
                "未启动关联事件：本单位已无预案\(plan)",
                "未啟動關聯事件：本單位已無應變計畫\(plan)"
            )
        )
    }

    private func linked(_ link: Link) -> Item {
        let name = name(of: link)
        return Item(
            what: "linked",
            details: [.init("plan", .text(link.plan)), .init("incident", .text(names.name(of: link.incident)))],
            text: pick("Reported by \(name)", "由\(name)报入", "由\(name)通報")
        )
    }

    /// The incident that opened the one that is told of.
    func openedBy(_ link: Link?) -> String {
        guard let link else { return "" }
        let name = name(of: link)
        return pick(", opened by \(name)", "（由\(name)启动）", "（由\(name)啟動）")
    }

    private func name(of link: Link) -> String {
        values.phrases.name(of: link, in: unit, directory: values.directory)
    }
}
