import ConfigFiles
import Escalation
import HTTPAPI
import Messages
import Testing
import Text

@Suite("The timeline's words")
struct TimelineTests {
    private static let at = Timestamp(milliseconds: 1_795_800_000_000)

    private static func item(
        _ change: Change,
        in language: Language = .english,
        by actor: Actor = .clock
    ) -> TimelineWriter.Item? {
        let person = Person(
            id: "he-an",
            unit: "/a",
            name: LocalizedText(texts: ["zh-Hans": "何安", "zh-Hant": "何安", "en": "He An"]),
            addresses: []
        )
        let entry = RecordEntry(incident: 1, at: at, by: actor, changes: [change])
        let directory = Directory(people: ["he-an": person])
        return TimelineWriter(
            language: language,
            directory: directory,
            unit: "/a",
            zones: .system,
            isDrill: false,
            entry: entry
        ).item(
            change
        )
    }

    @Test func `a step is skipped for the reason that is true, in every language`() {
        func texts(_ reason: SkipReason) -> [String?] {
            Language.allCases.map { Self.item(.stepSkipped(step: 1, because: reason), in: $0)?.text }
        }
        #expect(
            texts(.everybodyAnswered) == [
                "Step 2 is skipped: everybody of it has taken it already", "跳过第2步：所列人员均已负责处置", "跳過第2步：所列人員均已負責處理",
            ]
        )
        #expect(
            texts(.everybodyOut) == ["Step 2 is skipped: nobody of it can be asked", "跳过第2步：人员均无法通知", "跳過第2步：人員均無法通知"]
        )
        #expect(texts(.nobodyNamed) == ["Step 2 is skipped: it names nobody", "跳过第2步：未列人员", "跳過第2步：未列人員"])
    }

    /// Everything of which the record keeps the reason as a value.
    private static let reasoned: [Change] =
        [RoundReason.firstReport, .reportedAgain, .severityRaised, .lapsed, .reopened, .byHand].map {
            .roundStarted(number: 1, grade: .two, because: $0)
        } + [SkipReason.nobodyNamed, .everybodyOut, .everybodyAnswered].map { .stepSkipped(step: 0, because: $0) }
        + [DeputyReason.timeout, .cannot, .unreachable].map { .deputiesAsked(step: 0, asked: [], because: $0) }
        + [CancelReason.answered, .closed, .personAnswered, .targetGone, .replaced].map {
            .notificationCancelled(number: 1, because: $0)
        } + [OpenReason.lapsed, .responderCannot].map { .openAgain(because: $0) }
        + [RegradingReason.asReported, .byRules].map { .severityChanged(from: .four, to: .two, reason: $0) }
        + [
            .notificationMerged(number: 1, digest: DigestID(first: .init(incident: 1, number: 1)), rule: .perAddress),
            .acknowledgementExtended(until: at, reason: ""),
            .answeredLate(person: "he-an", word: .cannot, note: nil),
        ]

    @Test(arguments: reasoned)
    func `what is ours is said in three languages, and no two reasons alike`(change: Change) throws {
        let texts = try Language.allCases.map { try #require(Self.item(change, in: $0)?.text) }
        #expect(texts[0] != texts[1] && texts[1] != texts[2])
        let letters = texts[1...].joined().filter { $0.isASCII && $0.isLetter && !"IV".contains($0) }
        #expect(letters.isEmpty, "\(texts)")
        let others = Self.reasoned.filter { $0 != change }.compactMap { Self.item($0)?.text }
        #expect(!others.contains(texts[0]))
    }

    @Test func `what somebody wrote stays as it is, whatever it is like`() {
        let change = Change.severityChanged(from: .four, to: .two, reason: .written("plan:rules"))
        #expect(Self.item(change)?.text == "Raised from IV to II: plan:rules")
        let noted = Self.item(.noted(person: "he-an", text: "accept: I come"), in: .simplifiedChinese)
        #expect(noted?.what == "noted" && noted?.text == "何安：accept: I come")
        let late = Self.item(.answeredLate(person: "he-an", word: .accept, note: "I come"))
        #expect(late?.what == "answered_late" && late?.text == "He An, after the end: I take it; I come")
    }

    @Test func `who steered is named where somebody did`() {
        #expect(
            Self.item(.escalatedByHand(reason: "slow"), by: .token("gate"))?.text
                == "Next step started by hand (gate): slow"
        )
        #expect(
            Self.item(.closed(.stoodDown, reason: "over"), in: .simplifiedChinese, by: .person("he-an"))?.text
                == "响应终止（何安）：over"
        )
    }

    @Test func `a reason and an actor have their parts and their words`() {
        let values = RecordValues(language: .simplifiedChinese, directory: Directory())
        func written(_ value: JSONValue) -> [String] {
            guard case .object(let members) = value else { return [] }
            return members.map { member in
                if case .text(let text) = member.value { "\(member.name)=\(text)" } else { member.name }
            }
        }
        #expect(
            written(values.reason(.deputy(of: "he-an", group: "leaders", role: nil)))
                == ["kind=deputy", "of=he-an", "group=leaders", "text=leaders；he-an的替补人员"]
        )
        #expect(
            written(values.reason(.seat(group: "leaders", role: "head")))
                == ["kind=seat", "group=leaders", "role=head", "text=leaders，head"]
        )
        #expect(written(values.actor(.person("he-an"))) == ["kind=person", "id=he-an", "text=he-an"])
        #expect(written(values.actor(.token("gate"))) == ["kind=token", "name=gate", "text=gate"])
        #expect(written(values.actor(.auditor)) == ["kind=auditor", "text=系统巡检"])
        for reason in [Reason.named, .answeredUnasked, .told(.unanswered), .instead(of: "何", group: nil, role: nil)] {
            let texts = Language.allCases.map { Phrases(language: $0).reason(reason) { $0 } }
            #expect(Set(texts).count == 3, "\(texts)")
        }
    }
}
