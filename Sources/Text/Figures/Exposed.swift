/// What has figures to show at `/metrics`.
package protocol Exposed: Sendable {
    /// Adds its figures as they are now.
    func expose(to exposition: inout Exposition)
}

extension Exposed {
    /// Its figures alone, in Prometheus' text form.
    package var exposition: String {
        var exposition = Exposition()
        expose(to: &exposition)
        return exposition.text
    }
}
