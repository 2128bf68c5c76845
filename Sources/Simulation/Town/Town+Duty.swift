/// The generator's own description of who is there when; all of it is plain numbers, in seconds since 1970.
extension Town {
    /// People who take turns.
    struct Rota: Sendable {
        var unit: String
        var name: String
        var crews: [Crew]
        /// Who is there while no crew has anybody.
        var standby: [String]

        var path: String { unit + "/" + name }
    }

    /// One after the other, each as long.
    struct Crew: Sendable {
        var from: Int64
        var every: Int64
        var people: [String]
        var open: Window?
    }

    /// A time of every day, in seconds from midnight; it may go over midnight.
    struct Window: Hashable, Sendable {
        var from: Int64
        var until: Int64
    }

    /// Somebody is away.
    struct Leave: Sendable {
        var person: String
        var from: Int64
        var until: Int64
        var deputies: [String]
    }

    /// A rota is changed for a while.
    struct Swap: Sendable {
        var rota: String
        var from: Int64
        var until: Int64
        var coming: [String] = []
        var going: [String] = []
        /// Who comes in the place of whom.
        var instead: [String: String] = [:]
    }

    /// A while in which other rotas and other hours hold.
    struct Feast: Sendable {
        var unit: String
        var from: Int64
        var until: Int64
        var rotas: [String: String]
        /// By circle.
        var windows: [String: Window]
    }

    /// Everything about duty.
    struct Duty: Sendable {
        var rotas: [Rota] = []
        /// By unit.
        var windows: [String: Window] = [:]
        var leaves: [Leave] = []
        var swaps: [Swap] = []
        var feasts: [Feast] = []
    }
}
