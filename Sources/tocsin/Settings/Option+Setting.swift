import ArgumentParser
import Settings

extension Option where Value == [String] {
    /// The flag of a setting, with the name and the words of the table of settings.
    init(wrappedValue: [String], _ setting: Setting) {
        self.init(
            wrappedValue: wrappedValue,
            name: .customLong(setting.rawValue),
            help: ArgumentHelp(setting.help, valueName: setting.row.value)
        )
    }
}

extension Flag where Value == Bool {
    /// The flag of a setting of yes or no.
    init(wrappedValue: Bool, _ setting: Setting) {
        self.init(wrappedValue: wrappedValue, name: .customLong(setting.rawValue), help: ArgumentHelp(setting.help))
    }
}
