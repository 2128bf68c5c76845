import ConfigFiles
import Duty

extension Item {
    /// Hours of the week such as `Mon-Fri 08:30-17:30`.
    func hours() -> WeekHours? {
        let remedy = "write hours such as `\"Mon-Fri 08:30-12:00 14:00-17:30; Sat 09:00-12:00\"`, or `always`"
        guard let text = scalar(remedy) else { return nil }
        do throws(WeekHours.Fault) {
            return try WeekHours(written: text)
        } catch {
            let (word, problem) = (error.word, error.problem)
            switch problem {
            case .unknown: misspelt("`\(word)` is neither a weekday nor a time from when to when", remedy)
            case .empty:
                fault("`\(word)` ends when it begins", "write `00:00-24:00` for a whole day, or `always`")
            case .noTime: fault("`\(name)` has a day without a time", remedy)
            case .overlap:
                fault("`\(word)` overlaps another time of the same day", "join the two, or correct one of them")
            }
            return nil
        }
    }
}
