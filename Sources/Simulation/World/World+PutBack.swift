/// An older copy of the disk is put back, as after a loss of the disk or by a snapshot of the machine.
extension World {
    func planPutBack(_ putBack: Weather.PutBack) {
        oracle.notesLinks = true
        agenda.add(at: putBack.copiedAt) { [unowned self] in keepCopy(for: putBack) }
    }

    /// Waits for a moment between two cycles: then what was stored has been handed over, and the oracle's account is of the same
    /// moment.
    private func keepCopy(for putBack: Weather.PutBack) {
        guard time.story < putBack.at else { return }
        guard let process, process.isUp, !process.isBusy, !process.isFrozen, process.cut == nil, !process.breaks,
            !isHindered
        else { return after(1_000) { [unowned self] in keepCopy(for: putBack) } }
        do {
            try disk.keepCopy()
        } catch {
            return note("the disk could not be copied: \(error)")
        }
        note("the disk is copied")
        oracle.noteCopy(at: time.story)
        agenda.add(at: putBack.at) { [unowned self] in putCopyBack(putBack) }
    }

    private func putCopyBack(_ putBack: Weather.PutBack) {
        guard !isHindered else { return after(5_000) { [unowned self] in putCopyBack(putBack) } }
        count(fault: "older copy")
        note("the older copy of the disk is put back")
        let former = process
        if let former {
            former.isUp = false
            lose(former.inbox)
            process = nil
            disk.close()
        }
        disk.putCopyBack()
        doubt = nil
        faces = [:]
        oracle.putBack(at: time.story)
        // Where it was cut off before, it comes up by itself.
        if former != nil { after(putBack.downtime) { [unowned self] in startProcess() } }
    }

    /// Whether the disk is full or cannot be read at the moment.
    private var isHindered: Bool { (weather.full + weather.unreadable).contains { $0.contains(time.story) } }
}
