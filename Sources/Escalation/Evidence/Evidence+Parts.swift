extension Evidence {
    /// One thing that a finding or a detail says, for machines.
    package struct Part: Hashable, Sendable {
        package enum Value: Hashable, Sendable {
            case text(String)
            case number(Int64)
            case flag(Bool)
            case none
        }

        package let name: String
        package let value: Value

        init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }

        init(_ name: String, _ number: Int) { self.init(name, .number(Int64(number))) }
        init(_ name: String, _ text: String) { self.init(name, .text(text)) }
        init(_ name: String, _ text: String?) { self.init(name, text.map { .text($0) } ?? .none) }
    }
}

extension Evidence.Finding {
    /// What is known beside it.
    package var detail: Evidence.Detail? {
        switch self {
        case .failed(_, _, let detail), .mail(_, _, let detail): detail
        default: nil
        }
    }

    /// The name of the case.
    package var kind: String {
        switch self {
        case .rehearsed: "rehearsed"
        case .targetGone: "target_gone"
        case .noChannel: "no_channel"
        case .badAddress: "bad_address"
        case .noPreset: "no_preset"
        case .notSent: "not_sent"
        case .cutOff: "cut_off"
        case .lost: "lost"
        case .written: "written"
        case .notWritten: "not_written"
        case .http(_, .plain): "http"
        case .http(_, .lacks): "http_lacks"
        case .http(_, .silent): "http_silent"
        case .http(_, .unread): "http_unread"
        case .redirected(_, .elsewhere): "redirected_elsewhere"
        case .redirected(_, .samePath): "redirected_same_path"
        case .redirected(_, .path): "redirected"
        case .failed: "failed"
        case .badField: "bad_field"
        case .mail: "mail"
        }
    }

    /// What the case says, in the order of the record; ``detail`` apart.
    package var parts: [Evidence.Part] {
        switch self {
        case .rehearsed, .targetGone, .notSent: []
        case .noChannel(let name): [.init("channel", name)]
        case .badAddress(let name, let fault): [.init("address", name), .init("fault", fault.rawValue)]
        case .noPreset(let name): [.init("preset", name)]
        case .cutOff(let cut): [.init("because", cut.rawValue)]
        case .lost(let seconds): [.init("seconds", .number(seconds))]
        case .written(let file, let byte): [.init("file", file), .init("byte", .number(byte))]
        case .notWritten(let file, let error): [.init("file", file), .init("error", error)]
        case .http(let status, .plain), .http(let status, .silent): [.init("status", status)]
        case .http(let status, .lacks(let wanted)): [.init("status", status), .init("wanted", wanted)]
        case .http(let status, .unread(let fault, let decides)):
            [.init("status", status), .init("fault", fault.rawValue), .init("decides", .flag(decides))]
        case .redirected(let status, .elsewhere): [.init("status", status)]
        case .redirected(let status, .samePath(let host)): [.init("status", status), .init("host", host)]
        case .redirected(let status, .path(let host, let path)):
            [.init("status", status), .init("host", host), .init("path", path)]
        case .failed(let failure, let peer, _): [.init("failure", failure.rawValue), .init("peer", peer.rawValue)]
        case .badField(let field, let peer): [.init("field", field), .init("peer", peer.rawValue)]
        case .mail(let mail, let code, _):
            [.init("reply", mail.rawValue), .init("code", code.map { .number(Int64($0)) } ?? .none)]
        }
    }
}

extension Evidence.Detail {
    /// The name of the case.
    package var kind: String {
        switch self {
        case .notWithin: "not_within"
        case .overdue: "overdue"
        case .endedInHeader: "ended_in_header"
        case .endedBefore: "ended_before"
        case .silent: "silent"
        case .beginsPlain: "begins_plain"
        case .speaksPlain: "speaks_plain"
        case .otherName: "other_name"
        case .unknownAuthority: "unknown_authority"
        case .oddOffer: "odd_offer"
        case .wantsCertificate: "wants_certificate"
        case .offersNoLogin: "offers_no_login"
        case .offersLogins: "offers_logins"
        case .portNotAllowed: "port_not_allowed"
        case .noReceiversAddress: "no_receivers_address"
        case .privateNetwork: "private_network"
        case .otherFamily: "other_family"
        case .otherPort: "other_port"
        case .noHost: "no_host"
        case .answer: "answer"
        case .noMemory: "no_memory"
        }
    }

    /// What the case says, in the order of the record.
    package var parts: [Evidence.Part] {
        switch self {
        case .overdue, .endedInHeader, .beginsPlain, .speaksPlain, .otherName, .oddOffer, .offersNoLogin, .otherFamily,
            .otherPort, .noHost, .noMemory:
            []
        case .notWithin(let seconds): [.init("seconds", .number(seconds))]
        case .endedBefore(let silence): [.init("unsaid", silence.rawValue)]
        case .silent(let silence, let seconds, let mayWantTLS):
            [
                .init("unsaid", silence.rawValue), .init("seconds", .number(seconds)),
                .init("may_want_tls", .flag(mayWantTLS)),
            ]
        case .unknownAuthority(let isOurs): [.init("of_ours", .flag(isOurs))]
        case .wantsCertificate(let gotOurs): [.init("got_ours", .flag(gotOurs))]
        case .offersLogins(let names): [.init("logins", names)]
        case .answer(let fault): [.init("fault", fault.rawValue)]
        case .portNotAllowed(let port): [.init("port", port)]
        case .noReceiversAddress(let address, let entry), .privateNetwork(let address, let entry):
            [.init("address", address), .init("entry", entry)]
        }
    }
}
