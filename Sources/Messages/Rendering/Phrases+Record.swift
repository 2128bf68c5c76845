package import Escalation

/// What the record keeps as values, in words.
extension Phrases {
    /// Who did something: a person's or token's name, or which part of the system it was.
    ///
    /// - Parameters:
    ///   - actor: as it is on record.
    ///   - name: gives the name of a person as it is to be shown.
    /// - Returns: a name, or a few words.
    package func actor(_ actor: Actor, name: (PersonID) -> String) -> String {
        switch actor {
        case .person(let id): name(id)
        case .token(let token): CleanText.line(token, limit: MessageLimits.bytesInName)
        case .clock: pick("the clock", "时限到期", "時限屆滿")
        case .dispatcher: pick("the dispatcher", "发送程序", "發送程式")
        case .auditor: pick("the self-check", "系统巡检", "系統巡檢")
        case .retention: pick("the retention rule", "记录保存期限", "紀錄保存期限")
        case .restore: pick("the start on a restored copy", "恢复备份后的启动", "還原備份後的啟動")
        case .operator: pick("the operator", "系统管理员", "系統管理員")
        }
    }

    /// Why somebody is asked or told.
    ///
    /// - Parameters:
    ///   - reason: as it is on record.
    ///   - isDrill: whether the incident is practice.
    ///   - name: gives the name of a person as it is to be shown.
    /// - Returns: a few words.
    package func reason(_ reason: Reason, isDrill: Bool = false, name: (PersonID) -> String) -> String {
        switch reason {
        case .named: pick("named in the plan", "预案指定", "應變計畫指定")
        case .seat: seat(reason) ?? ""
        case .deputy(let holder, _, _):
            seat(reason, pick("deputy for \(name(holder))", "\(name(holder))的替补人员", "\(name(holder))的代理人"))
        case .instead(let holder, _, _):
            seat(
                reason,
                pick(
                    "in place of \(name(holder)), who is not available",
                    "代\(name(holder))（本人目前无法处置）",
                    "代\(name(holder))（本人目前無法處理）"
                )
            )
        case .calledIn: pick("called in", "加派人员", "加派人員")
        case .answeredUnasked: pick("answered without being asked", "未经通知，主动答复", "未經通知，主動答覆")
        case .told(let kind): pick("told: ", "告知：", "告知：") + self.kind(kind, isDrill: isDrill)
        }
    }

    /// The role of the seat that a reason is about.
    package func role(_ reason: Reason) -> String? { reason.role?.text(in: language.rawValue) }

    /// Group and role, as far as there are any.
    private func seat(_ reason: Reason) -> String? {
        reason.group.map { group in role(reason).map { group + pick(", ", "，", "，") + $0 } ?? group }
    }

    private func seat(_ reason: Reason, _ words: String) -> String {
        seat(reason).map { $0 + pick("; ", "；", "；") + words } ?? words
    }

    // MARK: Why things happened

    package func reason(_ reason: RoundReason) -> String {
        switch reason {
        case .firstReport: pick("first report", "初报", "初報")
        case .reportedAgain: pick("reported again", "再次接报", "再次通報")
        case .severityRaised: pick("rank raised", "级别升高", "等級升高")
        case .lapsed: pick("no word from those handling it", "处置人员未再确认", "處理人員未再確認")
        case .reopened: pick("opened again", "重新启动响应", "重新啟動應變")
        case .byHand: pick("started by hand", "人工启动", "人工啟動")
        }
    }

    package func reason(_ reason: SkipReason) -> String {
        switch reason {
        case .nobodyNamed: pick("it names nobody", "未列人员", "未列人員")
        case .everybodyOut: pick("nobody of it can be asked", "人员均无法通知", "人員均無法通知")
        case .needMet: pick("enough people of it have taken it already", "所列人员已齐", "所列人員已齊")
        case .notNow: pick("its conditions do not hold", "条件不符", "條件不符")
        }
    }

    package func reason(_ reason: DeputyReason) -> String {
        switch reason {
        case .timeout: pick("no answer in time", "超时未答复", "逾時未答覆")
        case .cannot: pick("the one asked cannot", "原通知人员无法处置", "原通知人員無法處理")
        case .unreachable: pick("the one asked cannot be reached", "原通知人员无法联系", "原通知人員無法聯絡")
        }
    }

    package func reason(_ reason: CancelReason) -> String {
        switch reason {
        case .answered: pick("it is in hand", "已有人处置", "已有人處理")
        case .closed: pick("the incident has ended", "事件已结束", "事件已結束")
        case .personAnswered: pick("its reader has answered", "收件人已答复", "收件人已答覆")
        case .targetGone:
            pick("person or address is no longer in the contact tree", "该人员或联系方式已不在通讯录中", "該人員或聯絡方式已不在通訊錄中")
        case .replaced: pick("a later message took its place", "已由后续消息取代", "已由後續訊息取代")
        }
    }

    package func reason(_ reason: OpenReason) -> String {
        switch reason {
        case .lapsed: pick("no word from those handling it", "处置人员未再确认", "處理人員未再確認")
        case .responderCannot: pick("whoever handled it cannot go on", "处置人员无法继续", "處理人員無法繼續")
        }
    }

    /// Which rule of flood control held a message back.
    package func rule(_ rule: FloodRule) -> String {
        switch rule {
        case .perAddress:
            pick(
                "at most one message a minute and six in 15 minutes for an address",
                "同一联系方式每分钟最多1条，15分钟内最多6条",
                "同一聯絡方式每分鐘最多1則，15分鐘內最多6則"
            )
        }
    }
}
