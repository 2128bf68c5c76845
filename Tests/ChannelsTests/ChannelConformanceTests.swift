import Dispatching
import Escalation
import Foundation
import Messages
import Synchronization
import Testing

/// What every channel must do, whatever it sends with.
@Suite(.timeLimit(.minutes(10))) struct ChannelConformanceTests {
    private func delivery(_ number: Int, _ address: Address) -> Delivery {
        Example.delivery(number, address, Example.message { $0.wireID = "w-7-\(number)" })
    }

    @Test(arguments: ConformanceCase.Kind.allCases)
    func `a thousand deliveries of one call are each reported once`(_ kind: ConformanceCase.Kind) async throws {
        let conformance = try kind.make()
        let reports = Reports()
        conformance.channel.send((1...1000).map { delivery($0, conformance.ready) }, report: reports.take)
        let results = await reports.waitFor(1000)
        #expect(Set(results.map(\.parcel)).count == 1000)
        #expect(results.allSatisfy { $0.outcome.isAccepted }, "\(results.filter { !$0.outcome.isAccepted }.prefix(1))")
        conformance.channel.stop(patience: .seconds(5))
        #expect(reports.all.count == 1000)
        #expect(Set(try conformance.received()) == Set((1...1000).map { "w-7-\($0)" }))
        #expect(try conformance.received().count == 1000)
    }

    @Test(arguments: ConformanceCase.Kind.allCases)
    func `many calls from many threads are each reported once`(_ kind: ConformanceCase.Kind) async throws {
        let conformance = try kind.make()
        let reports = Reports()
        await withTaskGroup(of: Void.self) { group in
            for caller in 0..<8 {
                group.addTask {
                    for call in 0..<10 {
                        let number = caller * 100 + call * 3
                        let deliveries = (number..<number + 3).map { delivery($0, conformance.ready) }
                        conformance.channel.send(deliveries, report: reports.take)
                    }
                }
            }
        }
        let results = await reports.waitFor(240)
        #expect(results.count == 240 && Set(results.map(\.parcel)).count == 240)
        #expect(results.allSatisfy { $0.outcome.isAccepted })
    }

    @Test(arguments: ConformanceCase.Kind.allCases)
    func `what is handed over first is composed first, and not by the caller`(_ kind: ConformanceCase.Kind) async throws
    {
        let conformance = try kind.make()
        let composed = Mutex<[Int]>([])
        let threads = Mutex<Set<ObjectIdentifier>>([])
        let gate = DispatchSemaphore(value: 0)
        let reports = Reports()
        let deliveries = (0..<200).map { number in
            Delivery(parcel: Example.parcel(number), address: conformance.ready) {
                if number == 0 { gate.wait() }
                composed.withLock { $0.append(number) }
                threads.withLock { _ = $0.insert(ObjectIdentifier(Thread.current)) }
                return Example.message { $0.wireID = "w-7-\(number)" }
            }
        }
        conformance.channel.send(Array(deliveries[..<100]), report: reports.take)
        conformance.channel.send(Array(deliveries[100...]), report: reports.take)
        // The first message cannot be composed yet, and still the calls have returned.
        #expect(composed.withLock { $0 }.isEmpty)
        gate.signal()
        _ = await reports.waitFor(200)
        #expect(composed.withLock { $0 } == Array(0..<200))
        #expect(threads.withLock { $0.count } == 1)
        #expect(try kind != .log || conformance.received() == (0..<200).map { "w-7-\($0)" })
    }

    @Test(arguments: [ConformanceCase.Kind.webhook, .email])
    func `a receiver that hangs holds up no call, and stopping reports it as unknown`(
        _ kind: ConformanceCase.Kind
    ) async throws {
        let conformance = try kind.make()
        let hanging = try #require(conformance.hanging)
        let reports = Reports()
        conformance.channel.send([delivery(1, hanging), delivery(2, hanging)], report: reports.take)
        conformance.channel.send([delivery(3, conformance.ready)], report: reports.take)
        let first = await reports.waitFor(1)
        #expect(first.map(\.parcel) == [Example.parcel(3)] && first.allSatisfy { $0.outcome.isAccepted })
        conformance.channel.stop(patience: .milliseconds(50))
        let all = reports.all
        #expect(all.count == 3 && all.dropFirst().allSatisfy { $0.outcome.isUnknown }, "\(all)")
        #expect(Set(all.map(\.parcel)).count == 3)
    }

    @Test(arguments: ConformanceCase.Kind.allCases)
    func `stopping waits for what is under way, and afterwards nothing is sent`(_ kind: ConformanceCase.Kind)
        async throws
    {
        let conformance = try kind.make()
        let reports = Reports()
        conformance.channel.send((1...50).map { delivery($0, conformance.ready) }, report: reports.take)
        conformance.channel.stop(patience: .seconds(120))
        #expect(reports.all.count == 50 && reports.all.allSatisfy { $0.outcome.isAccepted })
        let late = try await conformance.channel.outcome(delivery(51, conformance.ready))
        #expect(late.isTemporary)
        #expect(try conformance.received().count == 50)
    }

    @Test(arguments: ConformanceCase.Kind.allCases)
    func `a template's fault comes with the outcome`(_ kind: ConformanceCase.Kind) async throws {
        let conformance = try kind.make()
        let reports = Reports()
        let fault = TemplateFault(template: "alert", language: nil, gap: .noTemplate)
        let message = Example.message { $0.templateFault = fault }
        conformance.channel.send([Example.delivery(1, conformance.ready, message)], report: reports.take)
        #expect(await reports.waitFor(1).map(\.templateFault) == [fault])
    }

    @Test(arguments: ConformanceCase.Kind.allCases)
    func `no deliveries are no report`(_ kind: ConformanceCase.Kind) async throws {
        let conformance = try kind.make()
        let reports = Reports()
        conformance.channel.send([], report: reports.take)
        #expect(try await conformance.channel.outcome(delivery(1, conformance.ready)).isAccepted)
        #expect(reports.calls == 0)
    }
}

extension TimeSpan {
    fileprivate static func milliseconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count) }
}
