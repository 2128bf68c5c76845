package import Duty
package import Escalation
package import Messages

/// The fixed words of who is on duty and why, by language.
package struct DutyWords: Worded {
    package let language: Language

    package init(language: Language) {
        self.language = language
    }

    /// What puts somebody into a roster, such as `rotation 1, special period two-sessions`.
    ///
    /// - Parameters:
    ///   - post: whom the roster names.
    ///   - name: what people call somebody.
    /// - Returns: a few words.
    package func source(of post: Post, name: (PersonID) -> String) -> String {
        let own: String
        switch post.source {
        case .rotation(let number, _): own = pick("rotation \(number)", "第\(number)组轮班", "第\(number)組輪班")
        case .member: own = pick("standing member", "固定成员", "固定成員")
        case .added(let change):
            own = pick("added by the roster change \(change)", "临时调班“\(change)”增加", "臨時調班「\(change)」增加")
        case .replacing(let person, let change):
            let name = name(person)
            own = pick(
                "in the place of \(name), roster change \(change)",
                "临时调班“\(change)”，接替\(name)",
                "臨時調班「\(change)」，接替\(name)"
            )
        }
        guard let period = post.period else { return own }
        return own + pick(", special period \(period)", "，重点时段“\(period)”", "，特別期間「\(period)」")
    }

    /// - Parameter name: somebody absent.
    /// - Returns: that they are, and nobody is there for them.
    package func nobody(for name: String) -> String {
        pick("\(name) is absent, nobody stands in", "\(name)请假外出，无人代班", "\(name)請假，無人代理")
    }

    /// That nobody is there by a roster.
    package var gap: String { pick("gap: nobody is on duty", "空档：无人在班", "空窗：無人值勤") }

    /// - Parameter name: whoever is there.
    /// - Returns: what a calendar calls their shift.
    package func title(_ name: String) -> String { pick("\(name) on duty", "\(name)在班", "\(name)值勤") }
}
