import Text

/// A time on the wall, as an administrator writes it.
struct Wall {
    var seconds: Int64

    init?(_ written: String) {
        guard let seconds = WallTime.seconds(of: written) else { return nil }
        self.seconds = seconds
    }
}
