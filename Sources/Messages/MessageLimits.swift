package import Escalation

/// Every quantity of a message that somebody outside can make grow, with its limit in UTF-8 bytes.
package enum MessageLimits {
    package static let bytesInText = 65_536
    /// The least limit of a payload's text that holds the link: a link below a public address of the usual length, and a few words.
    static let roomForLink = 512
    package static let bytesInTitle = 1_024
    /// Text that the HTML part holds; its markup comes on top.
    package static let bytesInHTMLText = 32_768

    /// A delay between occurring and reporting that is shorter than this is not worth saying.
    package static let notableDelay = TimeSpan.minutes(5)

    static let bytesInHeadline = 600
    static let bytesInName = 600
    static let bytesInFact = 2_000
    static let bytesInNote = 4_000
    static let bytesInGuidance = 16_000
    static let bytesInLink = 4_096
    /// Names that a list spells out before it says how many more there are.
    static let namesInList = 6

    package static let bytesInFile = 65_536
    static let depthOfPartials = 8
    static let depthOfSections = 16
    package static let bytesInEvidence = 240
    package static let bytesInReply = 65_536
}
