/// Every quantity of a page that somebody outside can make grow.
enum PageLimits {
    /// Groups that a leader can choose from.
    static let groups = 60
    /// People that a leader can choose from.
    static let people = 200
}
