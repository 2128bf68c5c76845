package import Escalation
import Foundation
import Text

/// Where the record ended at some moment, signed; one line of `record-heads.jsonl`.
///
/// Each line names the signature of the line before, so that none can be taken out, put in or moved unseen.
package struct SignedHead: Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case head
        /// An operator accepted that the record ends here, although more was signed before.
        case restored
    }

    package var number: Int64
    package var kind: Kind
    package var at: Timestamp
    /// The name of the ledger.
    package var ledger: String
    package var head: RecordHead
    /// The signature of the line before; empty on the first line.
    package var before: String
    /// Why a restore was accepted.
    package var reason: String?
    /// This line's own signature, 64 hexadecimal digits.
    package private(set) var signature = ""

    /// What stands in front of the signature, in this order.
    private struct Content: Codable {
        var number: Int64
        var kind: Kind
        var at: Int64
        var ledger: String
        var position: Int64
        var hash: String
        var before: String
        var reason: String?
        var key: String
    }

    private static let seam = #","signature":""#

    /// The next line after `last`.
    package static func line(
        _ kind: Kind,
        _ head: RecordHead,
        of ledger: String,
        after last: SignedHead?,
        reason: String? = nil,
        at now: Timestamp
    ) -> SignedHead {
        SignedHead(
            number: (last?.number ?? 0) + 1,
            kind: kind,
            at: now,
            ledger: ledger,
            head: head,
            before: last?.signature ?? "",
            reason: reason
        )
    }

    private init(
        number: Int64,
        kind: Kind,
        at: Timestamp,
        ledger: String,
        head: RecordHead,
        before: String,
        reason: String?
    ) {
        self.number = number
        self.kind = kind
        self.at = at
        self.ledger = ledger
        self.head = head
        self.before = before
        self.reason = reason
    }

    /// Signs the line, and returns its bytes with the line end.
    ///
    /// - Throws: `EncodingError`.
    package mutating func sign(with keys: HeadKeys) throws -> [UInt8] {
        let content = Content(
            number: number,
            kind: kind,
            at: at.milliseconds,
            ledger: ledger,
            position: head.position,
            hash: Hex.text(head.hash),
            before: before,
            reason: reason,
            key: keys.current
        )
        let text = try CompactEncoder.encode(content)
        signature = Hex.text(keys.sign(text))
        return text.dropLast() + Array((Self.seam + signature + "\"}\n").utf8)
    }

    /// Why a store cannot be the one that was signed; `nil` when it is, or has gone on since.
    ///
    /// - Parameters:
    ///   - ledger: the name in the store.
    ///   - end: where its record ends.
    ///   - hash: what it holds at this head's position, if it reaches so far.
    /// - Returns: one sentence.
    package func disagreement(ledger: String, end: RecordHead, hash: [UInt8]?) -> String? {
        if ledger != self.ledger {
            return "the database is the ledger \(ledger), but the signed heads are of \(self.ledger): it is another one"
        }
        if end.position < head.position {
            return "the record ends at position \(end.position), but position \(head.position) was signed: "
                + "the database is an older copy, or its newest entries were cut off"
        }
        if head.position > 0, hash != head.hash {
            return "position \(head.position) of the record is not what was signed: the record was written anew"
        }
        return nil
    }

    /// Why a line is no signed head.
    enum Fault: Error {
        /// Cut off in the middle, as a full disk or a crash leaves it.
        case cutOff
        case noHead
        case unknownKey(String)
        case forged
    }

    /// Reads a line without its end.
    init(_ line: some Collection<UInt8>, keys: HeadKeys) throws(Fault) {
        let text = String(decoding: line, as: UTF8.self)
        guard line.suffix(2).elementsEqual("\"}".utf8) else { throw Self.isBeginning(line) ? .cutOff : .noHead }
        guard let seam = text.range(of: Self.seam, options: .backwards) else { throw .noHead }
        let signature = String(text[seam.upperBound...].dropLast(2))
        let signed = Array((text[..<seam.lowerBound] + "}").utf8)
        guard let code = Hex.bytes(signature), code.count == 32,
            let content = try? JSONDecoder().decode(Content.self, from: Data(signed)),
            let hash = Hex.bytes(content.hash), hash.count == 32
        else { throw .noHead }
        guard keys.isKnown(content.key) else { throw .unknownKey(content.key) }
        guard keys.isValid(code, for: signed, by: content.key) else { throw .forged }
        self.init(
            number: content.number,
            kind: content.kind,
            at: Timestamp(milliseconds: content.at),
            ledger: content.ledger,
            head: RecordHead(position: content.position, hash: hash),
            before: content.before,
            reason: content.reason
        )
        self.signature = signature
    }

    /// Whether a line may be the first part of one that was signed.
    private static func isBeginning(_ line: some Collection<UInt8>) -> Bool {
        let start = Array(#"{"number":"#.utf8)
        return line.prefix(start.count).elementsEqual(start.prefix(line.count))
            && line.dropFirst(start.count).prefix(1).allSatisfy { (0x30...0x39).contains($0) }
    }
}
