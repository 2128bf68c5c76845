/// What a clock on the wall shows, as a person writes it.
package enum WallTime {
    /// Reads `2026-12-31 23:00` or `2026-12-31T23:00`.
    ///
    /// - Returns: seconds since a 1970-01-01T00:00:00 that the clock would have shown; `nil` for anything else.
    package static func seconds(of written: String) -> Int64? {
        let parts = written.split { " T:-".contains($0) }.compactMap { Int($0) }
        guard parts.count == 5, written.allSatisfy({ $0.isASCII && $0.isNumber || " T:-".contains($0) }) else {
            return nil
        }
        let (year, month, day, hour, minute) = (parts[0], parts[1], parts[2], parts[3], parts[4])
        guard (1970...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.days(in: month, of: Int64(year)), hour < 24, minute < 60
        else { return nil }
        let days = CivilDate(year: Int64(year), month: month, day: day).daysSince1970
        return days * 86_400 + Int64(hour * 3_600 + minute * 60)
    }

    /// Reads a time of day such as `09:12` or `9:12`.
    ///
    /// - Returns: seconds since midnight; `nil` for anything else.
    package static func secondsOfDay(of written: String) -> Int64? {
        guard let match = written.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/), let hour = Int64(match.1),
            let minute = Int64(match.2), hour < 24, minute < 60
        else { return nil }
        return hour * 3_600 + minute * 60
    }
}
