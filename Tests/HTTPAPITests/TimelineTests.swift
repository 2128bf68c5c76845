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
            names: IncidentNames(ledger: "k3f9x2ab"),
            isDrill: false,
            entry: entry
        ).item(
            change
        )
    }

    @Test func `a step is skipped for the reason that is true, in every language`() {
        func texts(_ reason: SkipReason) -> [String?] {
            Language.allCases.map {
                Self.item(.stepSkipped(part: .chain, step: 1, because: reason, seats: []), in: $0)?.text
            }
        }
        #expect(
            texts(.needMet) == [
                "Step 2 is skipped: enough people of it have taken it already", "跳过第2步：所列人员已齐", "跳過第2步：所列人員已齊",
            ]
        )
        #expect(
            texts(.notNow) == [
                "Step 2 is left out: its conditions do not hold", "第2步不适用：条件不符", "第2步不適用：條件不符",
            ]
        )
        #expect(
            texts(.everybodyOut) == ["Step 2 is skipped: nobody of it can be asked", "跳过第2步：人员均无法通知", "跳過第2步：人員均無法通知"]
        )
        #expect(texts(.nobodyNamed) == ["Step 2 is skipped: it names nobody", "跳过第2步：未列人员", "跳過第2步：未列人員"])
    }

    /// Everything of which the record keeps the reason as a value.
    private static let reasoned: [Change] = rounds + seats + messages + regrading + links

    private static let links: [Change] = [
        .opened(plan: "火", incident: 8, isNew: true), .opened(plan: "火", incident: 8, isNew: false),
        .notOpened(plan: "火"), .linked(Link(incident: 8, plan: "火")),
    ]

    private static let rounds: [Change] =
        [RoundReason.firstReport, .reportedAgain, .severityRaised, .lapsed, .reopened, .byHand].flatMap { reason in
            [true, false].map { Change.roundStarted(number: 1, grade: .two, because: reason, keepsSeats: $0) }
        }
        + [SkipReason.nobodyNamed, .everybodyOut, .needMet, .notNow].map { reason in
            Change.stepSkipped(part: .chain, step: 0, because: reason, seats: [])
        }
        + [DeputyReason.timeout, .cannot, .unreachable].map { reason in
            Change.deputiesAsked(step: 0, asked: [], because: reason, batch: 1)
        }
        + [OpenReason.lapsed, .responderCannot].map { Change.openAgain(because: $0) }

    private static let seat = SeatID(group: "/a/所", holder: "he-an")

    private static let seats: [Change] =
        [Part.chain, .body(1)].flatMap { part -> [Change] in
            [
                .runStarted(part: part, run: 2), .runEnded(part: part, run: 1), .partMet(part: part),
                .partOpen(part: part), .exhausted(part: part),
            ]
        } + [
            .partMet(part: .chain, by: "he-an"), .stepJoined(step: 2, seats: []), .seatsEmpty(step: 0, seats: [seat]),
            .seatsGivenUp(seats: [seat], reason: ""), .calledIn(people: [], batch: 1, reason: ""),
            .calledInSilent(people: ["he-an"]), .commandOffered(person: "he-an"), .commandEnded, .satisfied,
        ]
        + CommandReason.allCases.map { .commandBegan(person: "he-an", standsFor: nil, because: $0) }

    private static let messages: [Change] =
        [CancelReason.answered, .closed, .personAnswered, .targetGone, .replaced].map { reason in
            Change.notificationCancelled(number: 1, because: reason)
        } + [
            .notificationMerged(number: 1, digest: DigestID(first: .init(incident: 1, number: 1)), rule: .perAddress),
            .acknowledgementExtended(until: at, reason: ""),
            .answeredLate(person: "he-an", word: .cannot, note: nil),
            .answeredLate(person: "he-an", word: .command, note: nil),
        ]

    private static let regrading: [Change] = [RegradingReason.asReported, .byRules].map { reason in
        Change.severityChanged(from: .four, to: .two, reason: reason)
    }

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
        for reason in [
            Reason.named, .calledIn, .answeredUnasked, .told(.unanswered), .instead(of: "何", group: nil, role: nil),
        ] {
            let texts = Language.allCases.map { Phrases(language: $0).reason(reason) { $0 } }
            #expect(Set(texts).count == 3, "\(texts)")
        }
    }

    // MARK: Seats

    private static func item(of change: Change, plan: Plan? = nil, in language: Language = .english) -> String? {
        let people = [("bai-he", "白禾"), ("mao-qi", "毛琪"), ("zhuo-ran", "卓然")].map { id, name in
            Person(id: id, unit: "/a", name: LocalizedText(name), addresses: [])
        }
        let duty = Group(seats: [Seat(role: "值班员", holder: "mao-qi", deputies: ["bai-he"])])
        let directory = Directory(
            units: ["/a": Unit(path: "/a", name: LocalizedText("A"), groups: ["duty": duty])],
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        )
        let timer = IncidentTimer(kind: .answers(4), due: at + .minutes(5), span: .minutes(5))
        return TimelineWriter(
            language: language,
            directory: directory,
            unit: "/a",
            zones: .system,
            names: IncidentNames(ledger: "k3f9x2ab"),
            isDrill: false,
            entry: RecordEntry(incident: 1, at: at, by: .clock, changes: [change, .timerSet(timer)]),
            plan: plan,
            grade: .four
        ).item(change)?.text
    }

    private static let duty = SeatID(group: "/a/duty", holder: "mao-qi")
    private static let named = SeatID(holder: "zhuo-ran")

    @Test func `a seat is named by its role, and a deputy with the holder for whom they are asked`() {
        let asked = Asked(person: "bai-he", seat: Self.duty)
        #expect(
            Self.item(of: .deputiesAsked(step: 0, asked: [asked], because: .timeout, batch: 4))
                == "Deputies are asked: 白禾 (for 毛琪) (no answer in time), by 17:25"
        )
        #expect(
            Self.item(of: .accepted(person: "bai-he", standsFor: "mao-qi", note: nil, fills: [Self.duty]))
                == "白禾 took it, in place of 毛琪 (值班员)"
        )
        #expect(
            Self.item(of: .toldIncomplete(people: ["mao-qi"], open: [Self.duty, Self.named]), in: .simplifiedChinese)
                == "已告知毛琪：仍缺值班员（毛琪）、卓然"
        )
        #expect(Self.item(of: .seatsEmpty(step: 0, seats: [Self.named])) == "卓然: nobody left to ask")
    }

    @Test func `a step that is left out says what must hold for it`() {
        let condition = Grading.Condition(field: "section", comparison: .equals, value: .text("savings"))
        let field = ReportField(
            name: "section",
            kind: .choice(["mail", "savings"]),
            label: LocalizedText(texts: ["en": "Section", "zh-Hans": "股室"]),
            choiceLabels: ["savings": LocalizedText(texts: ["en": "savings", "zh-Hans": "储蓄"])]
        )
        let step = Step(ask: [Reference("duty")], start: .accepted, conditions: [condition], within: .minutes(5))
        let plan = Plan(
            name: "p",
            title: LocalizedText("P"),
            fields: [field],
            responses: [.four: Response(steps: [step])],
            fallback: []
        )
        let change = Change.stepSkipped(part: .body(0), step: 0, because: .notNow, seats: [])
        #expect(Self.item(of: change, plan: plan) == "Step 1 is left out: only if Section = savings")
        #expect(Self.item(of: change, plan: plan, in: .simplifiedChinese) == "第1步不适用：仅限股室=储蓄")
    }
}
