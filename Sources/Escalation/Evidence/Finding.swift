extension Evidence {
    /// What an attempt to send came to.
    package enum Finding: Hashable, Sendable {
        /// Nothing was sent: it was a rehearsal.
        case rehearsed
        /// The person or the address is no longer in the contact tree.
        case targetGone
        /// The server has no channel of that name.
        case noChannel(String)
        /// The address of that name cannot be used as it is written.
        case badAddress(String, AddressFault)
        /// There is no webhook preset of that name.
        case noPreset(String)
        /// The server was stopped before it was sent.
        case notSent
        /// The server gave it up amid the attempt.
        case cutOff(Cut)
        /// The channel told no outcome for so long, in seconds, and did not have it any more.
        case lost(seconds: Int64)
        /// The line begins at that byte of the log file.
        case written(file: String, byte: Int64)
        /// The log file could not be written; the system's number of the error, 0 where it has none.
        case notWritten(file: String, error: Int)
        /// A receiver answered.
        case http(status: Int, Answer)
        /// A receiver sends elsewhere, which is not followed.
        case redirected(status: Int, Redirect)
        /// The transfer itself failed.
        case failed(Failure, Peer, Detail?)
        /// A part of our request must not reach the wire: `recipient`, `header`, `url`.
        case badField(String, Peer)
        /// A relay's reply, or what our own set-up for mail lacks; its code where it has one.
        case mail(Mail, code: Int?, Detail?)

        /// A relay's reply of which nothing else is known.
        package static func mail(_ mail: Mail, code: Int?) -> Finding { .mail(mail, code: code, nil) }
    }

    /// Why an address cannot be used.
    package enum AddressFault: String, Hashable, Sendable, CaseIterable {
        case noLogName = "no_log_name"
        case noURL = "no_url"
        case noMailAddress = "no_mail_address"
        /// A URL or secret that lies elsewhere could not be had when the contact tree was read.
        case lacksSecret = "lacks_secret"
        case secretEmpty = "secret_empty"
        case secretNotBase64 = "secret_not_base64"
        case secretTooShort = "secret_too_short"
    }

    /// Why an attempt was given up.
    package enum Cut: String, Hashable, Sendable, CaseIterable {
        case stopped
        case noMemory = "no_memory"
        case noThreads = "no_threads"
    }

    /// What was made of an answer beside its status.
    package enum Answer: Hashable, Sendable {
        /// The status says it all.
        case plain
        /// A 2xx that lacks what the preset wants of a success, in the preset's own notation.
        case lacks(String)
        /// A 2xx that does not say whether the message was taken.
        case silent
        /// The body could not be read; `decides` where a 2xx is worth nothing without it.
        case unread(BodyFault, decides: Bool)
    }

    /// Why the body of an answer could not be read.
    package enum BodyFault: String, Hashable, Sendable, CaseIterable {
        case tooLong = "too_long"
        case tooLongLine = "too_long_line"
        /// What came behind the status is no good HTTP.
        case malformed
        /// It is not in its content encoding, has more behind it, or that encoding is not known here.
        case coding
        case noText = "no_text"
    }

    /// Where a redirect points, as far as it may be said.
    package enum Redirect: Hashable, Sendable {
        /// To an address that is none of the web.
        case elsewhere
        /// To a host (`nil`: another one, which may not be named) with the path that was called.
        case samePath(host: String?)
        /// To a host (`nil`: another one, which may not be named) and a path, from its slash on; empty for none.
        case path(host: String?, String)
    }

    /// Who was spoken to.
    package enum Peer: String, Hashable, Sendable, CaseIterable {
        case receiver
        case relay
    }

    /// How a transfer failed.
    package enum Failure: String, Hashable, Sendable, CaseIterable {
        case unresolved
        case unconnected
        case untrusted
        /// It broke before the whole request or mail was given away.
        case notTaken = "not_taken"
        /// It broke behind that: it may have arrived.
        case unanswered
        /// The answer cannot be read, nor its status.
        case unreadable
        /// The answer is not HTTP.
        case notHTTP = "not_http"
        /// Our settings do not allow the address.
        case blocked
        case badURL = "bad_url"
        case other
    }

    /// What a relay's reply means, or what our own set-up for mail lacks.
    package enum Mail: String, Hashable, Sendable, CaseIterable {
        /// It answered the whole mail.
        case answered
        /// It is not ready: no final word.
        case notReady = "not_ready"
        case refused
        case refusesAddress = "refuses_address"
        /// The recipient's domain is none that the relay serves for us.
        case refusesDomain = "refuses_domain"
        case refusesSize = "refuses_size"
        case answersWithoutEnd = "answers_without_end"
        case cannotCheckUser = "cannot_check_user"
        case cannotBeginTLS = "cannot_begin_tls"
        // From here on: the set-up is wrong, and no mail gets out until it is mended.
        case noRelay = "no_relay"
        case badSettings = "bad_settings"
        case noTLS = "no_tls"
        case beginsNoTLS = "begins_no_tls"
        case untrusted
        case wantsTLS = "wants_tls"
        case wantsLogin = "wants_login"
        case refusesUser = "refuses_user"
        case refusesMechanism = "refuses_mechanism"
        case noMechanism = "no_mechanism"
        case refusesGreeting = "refuses_greeting"
        case refusesSender = "refuses_sender"
        case refusesRelaying = "refuses_relaying"
        case refusesHost = "refuses_host"
        case refusesForDomain = "refuses_for_domain"
        case refusesUs = "refuses_us"
        case refusesByRules = "refuses_by_rules"
        case noDialogue = "no_dialogue"
    }
}
