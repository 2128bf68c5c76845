/// The fixed words of messages about the server itself; no template is needed, as the trouble may be there.
struct SelfAlertWords: Worded {
    let language: Language

    /// What all such messages are about.
    func subject(isOver: Bool) -> String {
        isOver
            ? pick("Tocsin is well again", "Tocsin系统已恢复", "Tocsin系統已恢復")
            : pick("Tocsin itself", "Tocsin系统告警", "Tocsin系統告警")
    }

    var colon: String { pick(": ", "：", "：") }

    func status(isOver: Bool) -> String {
        isOver ? pick("over", "已恢复", "已恢復") : pick("needs attention", "需要处理", "需要處理")
    }

    /// The trouble's details, which are written as it stands; of one that is over they say what it was.
    func details(_ details: String, count: Int, isOver: Bool) -> String {
        let was = isOver && !details.isEmpty ? pick("It was: ", "此前：", "先前：") : ""
        return was + details + (count > 1 ? pick(" (\(count) times)", "（共\(count)次）", "（共\(count)次）") : "")
    }

    func title(_ kind: SelfAlert.Kind) -> String {
        switch kind {
        case .auditorMended: pick("forgotten work was found and taken up again", "发现遗漏的工作，已自动补办", "發現遺漏的工作，已自動補辦")
        case .auditorBlind: pick("the self-check cannot read the record", "巡检无法读取记录", "巡檢無法讀取紀錄")
        case .schedulerBehind: pick("deadlines are handled late", "时限处理滞后", "時限處理延遲")
        case .reloadRefused:
            pick(
                "a change of the contact tree was refused; the old one stays in force",
                "通讯录或预案的更改未通过检查，仍用原有内容",
                "通訊錄或應變計畫的變更未通過檢查，仍用原有內容"
            )
        case .keptSet:
            pick(
                "the contact tree or the templates have faults; what was last in force stays in force",
                "通讯录、预案或模板有错误，沿用上次生效的内容",
                "通訊錄、應變計畫或範本有錯誤，沿用上次生效的內容"
            )
        case .nobodyReached: pick("a plan reached nobody at all", "预案未能通知到任何人", "應變計畫未能通知到任何人")
        case .storeRefuses: pick("new reports cannot be stored", "新的报告无法保存", "新的通報無法儲存")
        case .damagedIncident: pick("the record of an incident cannot be read", "某事件的记录无法读取", "某事件的紀錄無法讀取")
        case .storm: pick("too many reports, some are refused", "接报过多，部分被拒绝", "通報過多，部分被拒絕")
        case .relayRefuses: pick("no e-mail gets out", "邮件无法发出", "郵件無法送出")
        case .channelDown: pick("no message gets out by one of the ways", "有一种通知方式发不出消息", "有一種通知方式發不出訊息")
        }
    }

    /// The end of a trouble in one line; only kinds that have an end have one of their own.
    func end(_ kind: SelfAlert.Kind) -> String {
        switch kind {
        case .auditorBlind: pick("the self-check reads the record again", "巡检已能读取记录", "巡檢已能讀取紀錄")
        case .schedulerBehind: pick("deadlines are handled in time", "时限处理已正常", "時限處理已正常")
        case .reloadRefused, .keptSet:
            pick("the contact tree was read without fault", "通讯录与预案已重新载入", "通訊錄與應變計畫已重新載入")
        case .storeRefuses: pick("new reports are stored again", "已能保存新的报告", "已能儲存新的通報")
        case .relayRefuses: pick("e-mail gets out again", "邮件已能发出", "郵件已能送出")
        case .channelDown: pick("messages get out again by the way named here", "下列通知方式已恢复", "下列通知方式已恢復")
        case .auditorMended, .nobodyReached, .damagedIncident, .storm: title(kind)
        }
    }

    /// What to do now.
    func advice(_ kind: SelfAlert.Kind) -> String {
        switch kind {
        case .auditorMended:
            pick(
                "Check the incident. Then report this with the server's log: it is a fault of the program.",
                "请查看该事件，并连同服务器日志报告给维护人员：这是程序缺陷。",
                "請查看該事件，並連同伺服器日誌回報給維護人員：這是程式缺陷。"
            )
        case .auditorBlind:
            pick(
                "Check the disk and the server's log. Messages may still go out.",
                "请检查磁盘和服务器日志。通知可能仍在正常发送。",
                "請檢查磁碟和伺服器日誌。通知可能仍在正常發送。"
            )
        case .schedulerBehind:
            pick(
                "The machine is too busy or its disk too slow. See what else runs on it.",
                "机器过忙或磁盘过慢，请检查其上运行的其他程序。",
                "機器過忙或磁碟過慢，請檢查其上執行的其他程式。"
            )
        case .reloadRefused:
            pick(
                "Fix the faults and reload; tocsin check shows where they are.",
                "请修正错误后重新载入；tocsin check 会指出每处错误。",
                "請修正錯誤後重新載入；tocsin check 會指出每處錯誤。"
            )
        case .nobodyReached:
            pick(
                "Call the people by telephone now. Then give the plan a fallback whose addresses work.",
                "请立即电话通知相关人员，然后为预案补充可用的兜底联系人。",
                "請立即以電話通知相關人員，然後為應變計畫補充可用的後備聯絡人。"
            )
        case .storeRefuses:
            pick(
                "Make room on the disk of the data directory, or end the program that has tocsin.db locked. "
                    + "The server recovers by itself; new reports are refused until then.",
                "请为数据目录所在磁盘腾出空间，或结束锁定 tocsin.db 的程序。系统会自动恢复；在此之前新的报告会被拒绝。",
                "請為資料目錄所在磁碟騰出空間，或結束鎖定 tocsin.db 的程式。系統會自動恢復；在此之前新的報告會被拒絕。"
            )
        default: rareAdvice(kind)
        }
    }

    private func rareAdvice(_ kind: SelfAlert.Kind) -> String {
        switch kind {
        case .keptSet:
            pick(
                "Mend the faults, which `tocsin check` shows with their places, and reload. Until then changes to the files have no effect.",
                "请修正 tocsin check 所指出的错误后重新载入。在此之前，对文件的更改不生效。",
                "請修正 tocsin check 所指出的錯誤後重新載入。在此之前，對檔案的變更不生效。"
            )
        case .damagedIncident:
            pick(
                "Handle that incident by telephone. Run `tocsin audit verify`, and restore a backup if it finds a fault.",
                "请用电话处置该事件。运行 tocsin audit verify，如发现错误请恢复备份。",
                "請用電話處置該事件。執行 tocsin audit verify，如發現錯誤請還原備份。"
            )
        case .storm:
            pick(
                "See what files them. A single source is refused beyond --report-rate.",
                "请查明报告来源。单一来源超过 --report-rate 的部分会被拒绝。",
                "請查明報告來源。單一來源超過 --report-rate 的部分會被拒絕。"
            )
        case .channelDown:
            pick(
                "Check what is named here, the name service and the network; `tocsin test` tries an address.",
                "请检查此处所列的服务器、域名解析和网络；可用 tocsin test 测试联系方式。",
                "請檢查此處所列的伺服器、網域解析和網路；可用 tocsin test 測試聯絡方式。"
            )
        default:
            pick(
                "Check the relay and the --smtp settings with `tocsin test`.",
                "请用 tocsin test 检查邮件中继和 --smtp 各项设置。",
                "請用 tocsin test 檢查郵件中繼和 --smtp 各項設定。"
            )
        }
    }
}
