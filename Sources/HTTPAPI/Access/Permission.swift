package import Access
import Dispatching

/// What a route lets its caller do.
package enum Permission: String, Hashable, Sendable, CaseIterable {
    /// File reports.
    case file
    /// See incidents with their timeline.
    case readIncidents
    /// Add a follow-up or the final report.
    case followUp
    /// Answer for a person.
    case answer
    /// Call people in and go on without somebody; a responder only while they lead.
    case lead
    /// Change severity, escalate, pause, stand down, cancel.
    case steer
    /// See who would be told, and the people of the contact tree.
    case readPeople
    /// See units and plans.
    case readUnits
    /// Put changed files in force.
    case reload
    /// Have absences and overrides written into the contact tree.
    case changeDuty

    /// The roles that have this permission; every other one is denied (RELIABILITY §4 S17).
    package var roles: [Role] {
        switch self {
        case .file: [.reporter, .operator_, .admin]
        case .readIncidents: [.reporter, .responder, .operator_, .auditor, .admin]
        case .followUp: [.reporter, .responder, .operator_, .admin]
        case .answer: [.responder, .operator_, .admin]
        case .lead: [.responder, .operator_, .admin]
        case .steer: [.operator_, .admin]
        case .readPeople: [.responder, .operator_, .auditor, .admin]
        case .readUnits: [.reporter, .responder, .operator_, .auditor, .admin]
        case .reload, .changeDuty: [.admin]
        }
    }
}
