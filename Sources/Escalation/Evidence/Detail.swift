extension Evidence {
    /// What is known of a failed transfer beside its kind.
    package enum Detail: Hashable, Sendable {
        // MARK: Time

        /// Not within so many seconds.
        case notWithin(seconds: Int64)
        /// The time limit passed.
        case overdue
        /// The connection ended within the header of the answer.
        case endedInHeader
        /// The relay had not said that when the connection ended.
        case endedBefore(Silence)
        /// The relay had not said that within the seconds of an attempt; `mayWantTLS` where it may wait for TLS.
        case silent(Silence, seconds: Int64, mayWantTLS: Bool)

        // MARK: TLS

        /// The relay does not begin with TLS.
        case beginsPlain
        /// The relay took STARTTLS and then spoke no TLS.
        case speaksPlain
        /// The relay's certificate is for another name.
        case otherName
        /// Nothing vouches for the relay's certificate: neither our own authority, where one is set, nor the system's.
        case unknownAuthority(ofOurs: Bool)
        /// The relay offers STARTTLS in a way that is not read.
        case oddOffer
        /// The relay asks for a certificate and ended the connection: none is set, or it got ours.
        case wantsCertificate(gotOurs: Bool)

        // MARK: Authentication

        /// The relay offers no authentication; nothing was sent.
        case offersNoLogin
        /// The ways to show user and password that the relay offers, joined by commas; none of them is known here.
        case offersLogins(String)

        // MARK: Addresses

        case portNotAllowed(Int)
        /// No receiver has such an address; `entry` is what an operator writes who means it.
        case noReceiversAddress(String, entry: String?)
        /// An address of a private network that is not listed; `entry` is what an operator writes who means it.
        case privateNetwork(String, entry: String?)
        case otherFamily
        case otherPort
        case noHost

        // MARK: Answers

        /// Why the answer could not be read.
        case answer(BodyFault)
        case noMemory
    }

    /// What a relay had not said: its greeting, an answer to a command, or the one to the whole mail.
    package enum Silence: String, Hashable, Sendable, CaseIterable {
        case greeting
        case mailAnswer = "answer"
        case ehlo = "EHLO"
        case helo = "HELO"
        case starttls = "STARTTLS"
        case auth = "AUTH"
        case mail = "MAIL"
        case rcpt = "RCPT"
        case data = "DATA"
        case quit = "QUIT"
    }
}
