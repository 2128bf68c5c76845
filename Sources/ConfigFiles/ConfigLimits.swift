package import Escalation

/// Every quantity of a contact tree that a file can make grow, with its limit.
package enum ConfigLimits {
    package static let bytesInFile = 1_048_576
    package static let depthOfYAML = 32
    package static let nodesInFile = 50_000
    /// Faults reported for one file before anything is read from it.
    package static let refusalsInFile = 20

    package static let depthOfUnits = 16
    package static let units = 10_000
    package static let people = 10_000
    package static let addressesOfPerson = 10
    package static let groupsInUnit = 500
    package static let seatsInGroup = 200
    package static let deputiesOfSeat = 20
    package static let plansInUnit = 200

    package static let fieldsInReport = 50
    package static let choicesOfField = 50
    package static let rules = 50
    package static let conditionsOfRule = 20
    package static let stepsInResponse = 20
    package static let openingsOfPlan = 10
    package static let namesInList = 50
    package static let need = 1_000
    package static let repeats = 100

    package static let rostersInUnit = 100
    package static let rotationsInRoster = 20
    package static let remindersOfShift = 5
    package static let peopleInRotation = 500
    package static let periodsInUnit = 100
    package static let changesInUnit = 2_000

    package static let charactersInID = 64
    package static let charactersInName = 200
    package static let charactersInGuidance = 4_000
    package static let charactersInURL = 2_048
    package static let bytesInSecret = 4_096

    package static let within = TimeSpan.days(7)
    package static let every = TimeSpan.days(7)
    package static let atMost = TimeSpan.days(7)
    package static let acknowledgement = TimeSpan.days(7)
    package static let followUp = TimeSpan.days(30)
    package static let finalReport = TimeSpan.days(365)
    package static let reopenWithin = TimeSpan.days(30)
    package static let reachEvery = TimeSpan.hours(24)
}
