/// Every quantity of the machine that has a bound.
package enum Limits {
    /// The longest pause (SEMANTICS §2).
    package static let pause = TimeSpan.hours(24)
    /// Somebody asked within this time is not asked again for a raised severity unless they gain a channel, and a reminder
    /// comes this long after the last message (SEMANTICS §2, §3).
    package static let quietAfterMessage = TimeSpan.minutes(2)
    /// Waits before the second, third and fourth attempt (SEMANTICS §4).
    package static let retries: [TimeSpan] = [.seconds(15), .minutes(1), .minutes(5)]
    /// The share by which a retry's wait is spread either way.
    package static let jitter = 0.2
    /// The longest wait that a receiver can ask for.
    package static let throttle = TimeSpan.hours(1)
    /// How often the fallback is told again when the response has no repeat of its own.
    package static let fallbackEvery = TimeSpan.minutes(10)
    /// The time to answer for somebody who is called in where the plan gives none.
    package static let callIn = TimeSpan.minutes(10)
    /// The time to answer a reminder of an owed report before the commander is told.
    package static let obligationGrace = TimeSpan.minutes(15)
    /// When required fields that were left open are owed, if no follow-up is due earlier.
    package static let details = TimeSpan.hours(1)
    /// People who were asked or told in one incident, or answered it: an answer link has 16 bits for which of them it is.
    package static let contacts = 65_536
    /// Characters of an answer's note, a reason or a follow-up that are kept.
    package static let note = 4_000
}
