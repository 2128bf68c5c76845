import Foundation

/// Where Debian's package puts things.
///
/// They count for its own command alone, so that a build in a folder never reads what a machine has installed.
enum Installation {
    private static let command = "/usr/bin/tocsin"

    /// The package's settings file.
    private static let settings = "/etc/tocsin/settings.yaml"
    /// The example that the package brings.
    static let example = "/usr/share/doc/tocsin/examples/Contacts"
    /// Where the documents lie, as a text may name it.
    static var documents: String { isThis ? "/usr/share/doc/tocsin/docs" : "docs" }
    /// The templates that the package brings.
    static let templates = "/usr/share/tocsin/templates"

    /// Whether this process runs the package's command.
    static let isThis = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) == command

    /// The command by which root starts the package's server; where systemd does not run, as in a container, the service's user
    /// serves by itself.
    static var start: String {
        FileManager.default.fileExists(atPath: "/run/systemd/system")
            ? "systemctl enable --now tocsin" : "setpriv --reuid=tocsin --regid=tocsin --init-groups tocsin serve"
    }

    /// The settings file that is read where nobody names another.
    static var settingsFile: String? {
        isThis && FileManager.default.fileExists(atPath: settings) ? settings : nil
    }
}
