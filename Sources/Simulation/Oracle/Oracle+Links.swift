/// Whether messages name the incidents that belong together with theirs.
extension Oracle {
    mutating func checkLinks(_ sent: Sent, of docket: Docket) {
        guard sent.members.contains(where: { $0.kind == .alert || $0.kind == .copy }) else { return }
        for link in docket.ties.numbers {
            expect(ByteSearch("#\(link)").isIn(sent.text), "§3 opens", at: sent.at.story) {
                "\(sent.wire) does not name incident \(link), which belongs together with \(docket.id)"
            }
        }
    }
}
