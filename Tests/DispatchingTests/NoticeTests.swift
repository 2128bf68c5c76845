import ConfigFiles
import Dispatching
import Escalation
import Logging
import Messages
import Synchronization
import TestSupport
import Testing
import Text

/// What belongs to no incident is told by one address after another, and again later.
@Suite struct NoticeTests {
    /// Takes a message or not, as it is told beforehand; afterwards it takes everything.
    private final class Moody: Channel {
        let name = "mail"
        private let state: Mutex<(refusals: Int, tried: [String])>

        init(refusing count: Int) {
            state = Mutex((count, []))
        }

        var tried: [String] { state.withLock { $0.tried } }

        func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
            for delivery in deliveries {
                let refuses = state.withLock { state in
                    state.tried.append("\(delivery.address.name) \(delivery.compose().title)")
                    state.refusals -= 1
                    return state.refusals >= 0
                }
                let outcome: AttemptOutcome =
                    refuses ? .temporary(reason: .reply(451)) : .accepted(evidence: .reply(250, "ok"))
                report([DeliveryResult(parcel: delivery.parcel, outcome: outcome)])
            }
        }

        func stop(patience: TimeSpan) {}
    }

    private let clock = HandClock()

    private func told(refusing count: Int, after pauses: [TimeSpan]) -> (tried: [String], figures: String) {
        let channel = Moody(refusing: count)
        let notices = Notices(log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), clock: clock)
        notices.connect([channel], name: "k3f9")
        let addresses = ["one", "two"].map { Address(name: $0, channel: "mail", destination: $0, settings: [:]) }
        let person = Person(id: "lin", unit: "/town", name: "Lin", addresses: addresses)
        let notice = DutyNotice(
            .putOn(insteadOf: []),
            roster: "duty",
            unit: "/town",
            unitName: "Town",
            unitZone: "UTC",
            times: [DutyNotice.Time(from: Timestamp(milliseconds: 0), until: nil)]
        )
        notices.tell(person) { notice.message(to: $0, id: $1, at: Timestamp(milliseconds: 0), zones: .system) }
        for pause in pauses {
            clock.pass(pause)
            notices.tick()
        }
        var exposition = Exposition()
        notices.expose(to: &exposition)
        return (channel.tried.map { String($0.prefix { $0 != " " }) }, exposition.text)
    }

    @Test func `the first address that takes it is the last that is tried`() {
        let (tried, figures) = told(refusing: 1, after: [.minutes(60)])
        #expect(tried == ["one", "two"])
        #expect(figures.contains("tocsin_duty_notices_total 1\n"))
        #expect(figures.contains("tocsin_duty_notices_failed_total 0\n"))
    }

    @Test func `where none takes it all are tried again after 1, 5 and 15 minutes, not before`() {
        #expect(told(refusing: 2, after: [.seconds(59)]).tried == ["one", "two"])
        #expect(told(refusing: 2, after: [.seconds(59), .seconds(1)]).tried == ["one", "two", "one"])
        #expect(told(refusing: 4, after: [.minutes(1), .minutes(4), .minutes(1)]).tried.count == 5)
    }

    @Test func `in the end it is counted as lost`() {
        let (tried, figures) = told(refusing: 99, after: [.minutes(1), .minutes(5), .minutes(15), .minutes(60)])
        #expect(tried.count == 8)
        #expect(figures.contains("tocsin_duty_notices_total 0\n"))
        #expect(figures.contains("tocsin_duty_notices_failed_total 1\n"))
    }
}
