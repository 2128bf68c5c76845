import Dispatching
import Duty
import Escalation
import HTTPAPI
import Logging
import Messages
import Text

/// The contact tree comes into force: as its files are, or with one that the server writes.
extension TocsinServer {
    /// Reads both folders again and puts them in force; a set that does not check changes nothing.
    func reload() async -> ReloadResult { await files.run { [self] in readAgain() } }

    private func readAgain() -> ReloadResult {
        do {
            let (read, written) = try StartingTree.read(settings, adjust)
            try putInForce(read, of: written, after: nil)
            logger.notice(
                "the contact tree was read again",
                metadata: ["version": "\(read.directory.version)", "tzdata": "\(read.templates.zones.version)"]
            )
            watch.alerts.recovered(.reloadRefused)
            watch.alerts.recovered(.keptSet)
            return .accepted(version: read.directory.version)
        } catch let error as TreeFaults {
            logger.error("the contact tree has faults; nothing was changed", metadata: ["faults": "\(error.faults)"])
            let more = error.faults.count > 1 ? " (and \(error.faults.count - 1) more)" : ""
            watch.alerts.raise(.reloadRefused, LocalizedText((error.faults.first ?? "") + more))
            tree.refused(error.faults.count, at: clock.now().wall)
            return .refused(error.faults)
        } catch {
            logger.error("the contact tree could not be put in force", metadata: ["why": "\(FailureWords.of(error))"])
            watch.alerts.raise(.reloadRefused, LocalizedText(FailureWords.of(error)))
            tree.refused(1, at: clock.now().wall)
            return .refused([FailureWords.of(error)])
        }
    }

    /// Writes an absence or override into the contact tree, or takes one out, and puts that in force; whatever does not check,
    /// cannot be written or cannot be stored changes nothing.
    func change(_ change: DutyChange) async -> DutyChangeResult { await files.run { [self] in write(change) } }

    private func write(_ change: DutyChange) -> DutyChangeResult {
        let directory = tree.current.directory
        let before = directory.duty as? DutyCalendar
        let editor = TreeEditor(settings: settings, inForce: tree.fallback == nil ? tree.digests : nil)
        do throws(TreeEditFault) {
            let written = try editor.write(TreeDraft(change, in: directory)) {
                try LoadedTree.load(settings, adjust, draft: $0)
            }
            do throws(LedgerError) {
                try putInForce(written.tree, of: written.files, after: written.edit)
            } catch {
                takeBack(written)
                return .unavailable(error.description)
            }
            logger.notice(
                "a file of the contact tree was written",
                metadata: [
                    "file": "\(written.edit.file)", "by": "\(written.edit.by.rawValue)",
                    "version": "\(written.tree.directory.version)",
                ]
            )
            tellOfChange(written.edit, before: before, reason: change.reason)
            return .accepted(file: written.edit.file, version: written.tree.directory.version)
        } catch {
            switch error {
            case .faults(let faults): return .refused(faults)
            case .noSuchFile: return .noSuchFile
            case .impossible(let why):
                logger.error("a file of the contact tree could not be written", metadata: ["why": "\(why)"])
                return .impossible(why)
            }
        }
    }

    private func takeBack(_ written: TreeEditor.Written) {
        do {
            try written.takeBack()
        } catch {
            logger.critical(
                "a file of the contact tree did not come into force and could not be taken back; put it right by hand",
                metadata: ["file": "\(written.edit.file)", "why": "\(FailureWords.of(error))"]
            )
        }
    }

    /// Tells whoever is on or off duty by what was written, or taken out.
    private func tellOfChange(_ edit: TreeEdit, before: DutyCalendar?, reason: String) {
        guard let before, let after = tree.current.directory.duty as? DutyCalendar,
            let span = after.span(ofChange: edit.file) ?? before.span(ofChange: edit.file)
        else { return }
        duty.tellDifferences(within: span, from: before, to: after, reason: reason)
    }

    /// Runs on the one thread of ``files``, so that no two trees overtake one another.
    private func putInForce(_ read: LoadedTree, of written: TreeFileSet?, after edit: TreeEdit?) throws(LedgerError) {
        let answer = LedgerAnswer<Void>()
        ledger.install(read.directory, after: edit) { answer.take($0) }
        try answer.wait()
        composer.install(read.templates)
        tree.install(read, of: written)
        treeKeeper.keep(written, version: read.directory.version, tzdata: read.templates.zones.version)
        ways.keep(read.directory)
        read.tellWarnings(logger)
        if let fault = settings.watch.fault(in: read.directory) { logger.warning("\(fault)") }
    }
}
