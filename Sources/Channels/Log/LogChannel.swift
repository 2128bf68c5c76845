package import Dispatching
package import Escalation
import Messages
import Text

/// Writes messages as lines of JSON into files below one directory; the channel that needs nobody else.
package final class LogChannel: Channel {
    package let name = "log"

    private struct Job: Sendable {
        let batch: Int
        let deliveries: [Delivery]
    }

    private struct Entry {
        let ticket: OpenDeliveries.Ticket
        let address: Address
        let line: [UInt8]
        let templateFault: TemplateFault?
    }

    private let open = OpenDeliveries()
    private let worker: WorkerThread<Job>

    /// - Parameters:
    ///   - directory: where the files are; made when first needed.
    ///   - watch: told how each attempt ended.
    package init(directory: String, watch: WayWatch? = nil) {
        let open = open
        worker = WorkerThread(name: "log files") { jobs in
            Self.work(jobs, open: open, directory: directory, watch: watch)
            open.flush()
        }
    }

    package func send(_ deliveries: [Delivery], report: @escaping @Sendable ([DeliveryResult]) -> Void) {
        guard !deliveries.isEmpty else { return }
        worker.push(Job(batch: open.admit(deliveries, report: report), deliveries: deliveries))
    }

    package func isHolding(_ parcel: ParcelID) -> Bool {
        open.isHolding(parcel)
    }

    package func stop(patience: TimeSpan) {
        open.close(patience: patience)
    }

    private static func work(_ jobs: [Job], open: OpenDeliveries, directory: String, watch: WayWatch?) {
        var entries: [LogName: [Entry]] = [:]
        var names: [LogName] = []
        for job in jobs {
            for (place, delivery) in job.deliveries.enumerated() {
                let ticket = OpenDeliveries.Ticket(batch: job.batch, place: place)
                guard !open.isClosed else {
                    open.finish(ticket, .temporary(reason: Evidence(.notSent)))
                    continue
                }
                guard let name = delivery.address.settings["file"].flatMap(LogName.init) else {
                    let reason = Evidence(.badAddress(delivery.address.name, .noLogName))
                    open.finish(ticket, .permanent(reason: reason))
                    continue
                }
                guard delivery.mayStart() else {
                    open.finish(ticket, nil)
                    continue
                }
                let message = delivery.compose()
                let entry = Entry(
                    ticket: ticket,
                    address: delivery.address,
                    line: LogLine.bytes(message),
                    templateFault: message.templateFault
                )
                if entries[name] == nil { names.append(name) }
                entries[name, default: []].append(entry)
            }
        }
        for name in names {
            write(entries[name] ?? [], to: name.fileName, directory: directory, open: open, watch: watch)
        }
    }

    /// Writes the lines and makes them durable together; only then are they accepted.
    private static func write(
        _ entries: [Entry],
        to fileName: String,
        directory: String,
        open: OpenDeliveries,
        watch: WayWatch?
    ) {
        var written: [(entry: Entry, offset: Int64)] = []
        var problem: (any Error)?
        do {
            var file = try LogFile(directory: directory, name: fileName)
            do {
                for entry in entries { written.append((entry, try file.append(entry.line))) }
            } catch {
                problem = error
            }
            try file.syncAndClose()
        } catch {
            problem = problem ?? error
            written = []
        }
        for (entry, offset) in written {
            let outcome = AttemptOutcome.accepted(evidence: Evidence(.written(file: fileName, byte: offset)))
            open.finish(entry.ticket, outcome, templateFault: entry.templateFault)
            watch?.note(outcome, at: entry.address)
        }
        guard let problem else { return }
        let error = FailureWords.number(of: problem)
        let reason = Evidence(.notWritten(file: fileName, error: error))
        for entry in entries.dropFirst(written.count) {
            open.finish(entry.ticket, .temporary(reason: reason), templateFault: entry.templateFault)
            watch?.note(.temporary(reason: reason), at: entry.address, isClosed: true)
        }
    }
}
