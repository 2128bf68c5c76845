/// Which place it is that somebody fills: the same in every step and run that wants it.
package struct SeatID: Hashable, Codable, Sendable {
    /// The group with the path of its unit, such as `/riverside-town/leaders`; `nil` for a person whom the plan names.
    package var group: String?
    package var holder: PersonID

    package init(group: String? = nil, holder: PersonID) {
        self.group = group
        self.holder = holder
    }
}
