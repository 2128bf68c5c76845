/// Somebody who can be reached: a name, a language, a time zone and ordered addresses.
package struct Person: Hashable, Sendable {
    package var id: PersonID
    /// The unit whose file names the person.
    package var unit: UnitPath
    package var name: LocalizedText
    package var language: String
    package var timeZone: String
    package var addresses: [Address]

    package init(
        id: PersonID,
        unit: UnitPath,
        name: LocalizedText,
        language: String = "en",
        timeZone: String = "UTC",
        addresses: [Address]
    ) {
        self.id = id
        self.unit = unit
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.addresses = addresses
    }
}

/// One way to reach a person: a channel with its settings.
package struct Address: Hashable, Sendable {
    /// Which one of the person's addresses this is, such as `email` or `webhook-2`; goes on record.
    package var name: String
    /// The channel that serves it: `webhook`, `email` or `log`.
    package var channel: String
    /// Where its queue goes: the same for everybody who shares this receiver; may hold a secret, never recorded.
    package var destination: String
    /// The channel's settings with secrets filled in, such as `url`, `preset`, `secret`, `to` or `file`; never recorded.
    package var settings: [String: String]

    package init(name: String, channel: String, destination: String, settings: [String: String]) {
        self.name = name
        self.channel = channel
        self.destination = destination
        self.settings = settings
    }
}

extension Address: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { name }
    package var debugDescription: String { name }
}
