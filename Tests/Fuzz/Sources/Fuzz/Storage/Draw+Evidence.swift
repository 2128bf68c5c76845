import Escalation

/// How attempts ended and templates failed, with any members.
extension Draw {
    mutating func evidence() -> Evidence {
        Evidence(finding(), at: optional { $0.text() }, said: optional { $0.text() })
    }

    mutating func templateFault() -> TemplateFault {
        TemplateFault(
            template: text(),
            language: optional { $0.text() },
            gap: one(of: TemplateFault.Gap.allCases)
        )
    }

    private mutating func finding() -> Evidence.Finding {
        switch byte() % 15 {
        case 0: .http(status: int(), answer())
        case 1: .mail(one(of: Evidence.Mail.allCases), code: optional { $0.int() }, optional { $0.detail() })
        case 2: .written(file: text(), byte: number())
        case 3: .notWritten(file: text(), error: int())
        case 4: .redirected(status: int(), redirect())
        case 5:
            .failed(
                one(of: Evidence.Failure.allCases),
                one(of: Evidence.Peer.allCases),
                optional { $0.detail() }
            )
        case 6: .badField(text(), one(of: Evidence.Peer.allCases))
        case 7: .badAddress(text(), one(of: Evidence.AddressFault.allCases))
        case 8: .noPreset(text())
        case 9: .noChannel(text())
        case 10: .cutOff(one(of: Evidence.Cut.allCases))
        case 11: .lost(seconds: number())
        case 12: .notSent
        case 13: .targetGone
        default: .rehearsed
        }
    }

    private mutating func answer() -> Evidence.Answer {
        switch byte() % 4 {
        case 0: .lacks(text())
        case 1: .silent
        case 2: .unread(one(of: Evidence.BodyFault.allCases), decides: flag())
        default: .plain
        }
    }

    private mutating func redirect() -> Evidence.Redirect {
        switch byte() % 3 {
        case 0: .elsewhere
        case 1: .samePath(host: optional { $0.text() })
        default: .path(host: optional { $0.text() }, text())
        }
    }

    private mutating func detail() -> Evidence.Detail {
        let silences = Evidence.Silence.allCases
        return switch byte() % 21 {
        case 0: .notWithin(seconds: number())
        case 1: .endedBefore(one(of: silences))
        case 2: .silent(one(of: silences), seconds: number(), mayWantTLS: flag())
        case 3: .unknownAuthority(ofOurs: flag())
        case 4: .wantsCertificate(gotOurs: flag())
        case 5: .offersLogins(text())
        case 6: .portNotAllowed(int())
        case 7: .noReceiversAddress(text(), entry: optional { $0.text() })
        case 8: .privateNetwork(text(), entry: optional { $0.text() })
        case 9: .answer(one(of: Evidence.BodyFault.allCases))
        default:
            one(of: [
                .overdue, .endedInHeader, .beginsPlain, .speaksPlain, .otherName, .oddOffer, .offersNoLogin,
                .otherFamily,
                .otherPort, .noHost, .noMemory,
            ])
        }
    }
}
