/// The generator's own plain description of a contact tree; the oracle knows the world by this and nothing else.
///
/// All times are milliseconds.
struct Town: Sendable {
    struct Dweller: Sendable {
        var id: String
        var unit: String
        var language: String
        var doors: [Door]
    }

    /// One way to reach somebody.
    struct Door: Sendable {
        var name: String
        var channel: String
        var destination: String
    }

    struct Circle: Sendable {
        var unit: String
        var name: String
        var chairs: [Chair]
        /// The path of the rota whose people sit on its chairs.
        var rota: String?
        /// When its people are on duty, where it has hours of its own.
        var window: Window?

        var path: String { unit + "/" + name }
    }

    struct Chair: Sendable {
        var role: String?
        var holder: String
        var deputies: [String]
    }

    /// A place that a name leads to, with those who stand in.
    struct Named: Sendable {
        var chair: ChairName
        var role: String?
        var deputies: [String]

        var person: String { chair.holder }
    }

    /// Which place it is, however it is named.
    struct ChairName: Hashable, Sendable {
        /// The circle with the path of its unit; `nil` for somebody whom a plan names.
        var circle: String?
        var holder: String
    }

    var units: [String]
    var dwellers: [Dweller]
    var circles: [Circle]
    var papers: [Paper]
    var duty = Duty()
    /// Counts the reloads.
    var edition = 0

    func dweller(_ id: String) -> Dweller? {
        dwellers.first { $0.id == id }
    }

    func doors(of person: String) -> [Door] {
        dweller(person)?.doors ?? []
    }

    /// The paper in force for a unit: its own, or the nearest above it.
    func paper(_ name: String, in unit: String) -> Paper? {
        for place in Self.upwards(from: unit) where units.contains(place) {
            if let paper = papers.first(where: { $0.unit == place && $0.name == name }) { return paper }
        }
        return nil
    }

    func circle(_ path: String) -> Circle? {
        circles.first { $0.path == path }
    }

    /// The places that one name leads to, in order; of a circle with a rota one for everybody who is ever there.
    func people(named written: String, from unit: String) -> [Named] {
        var name = written.hasSuffix("?") ? String(written.dropLast()) : written
        var places = Self.upwards(from: unit)
        var home: String?
        if name.hasPrefix("/") {
            let parts = name.split(separator: "/")
            home = "/" + parts.dropLast().joined(separator: "/")
            places = [home ?? ""]
            name = String(parts[parts.count - 1])
        } else {
            while name.hasPrefix("../") {
                name.removeFirst(3)
                places = Array(places.dropFirst())
                if places.isEmpty { return [] }
            }
        }
        for place in places where units.contains(place) {
            if let circle = circles.first(where: { $0.unit == place && $0.name == name }) {
                return chairs(of: circle).map { chair in
                    let name = ChairName(circle: circle.path, holder: chair.holder)
                    return Named(chair: name, role: chair.role, deputies: chair.deputies)
                }
            }
        }
        guard let person = dweller(name), home == nil || person.unit == home else { return [] }
        return [Named(chair: ChairName(circle: nil, holder: person.id), role: nil, deputies: [])]
    }

    /// Its chairs; where a rota names who sits on them, one for everybody whom the rota ever names by itself.
    func chairs(of circle: Circle) -> [Chair] {
        guard let path = circle.rota else { return circle.chairs }
        guard let rota = duty.rotas.first(where: { $0.path == path }) else { return [] }
        return (rota.crews.flatMap(\.people) + rota.standby).map { Chair(role: nil, holder: $0, deputies: []) }
    }

    /// The unit and everything above it.
    static func upwards(from unit: String) -> [String] {
        var parts = unit.split(separator: "/")
        var places: [String] = []
        while !parts.isEmpty {
            places.append("/" + parts.joined(separator: "/"))
            parts.removeLast()
        }
        return places
    }
}
