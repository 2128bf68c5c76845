import Foundation
import Testing

/// What the package brings for others holds against what the server is.
@Suite(.timeLimit(.minutes(10))) struct PackagingTests {
    private static func file(_ name: String) throws -> String {
        try String(contentsOfFile: Place.repository + "/packaging/" + name, encoding: .utf8)
    }

    /// The names of figures in a text: histograms by their own name.
    private static func figures(in text: String) -> Set<String> {
        Set(text.matches(of: /tocsin_[a-z_]+/).map { String($0.output).replacing(/_(bucket|sum|count)$/, with: "") })
    }

    @Test func `every figure that alerts and dashboard name is printed`() async throws {
        let alerts = try Self.figures(in: Self.file("alerts.yaml"))
        let panels = try Self.figures(in: Self.file("dashboard.json"))
        #expect(alerts.count > 12 && panels.count > 20, "\(alerts.count), \(panels.count)")
        let receiver = try Receiver()
        let beat = ["--heartbeat-url", receiver.url("ok/beat"), "--allow-address", "127.0.0.1:\(receiver.port)"]
        try await Server.serve(.usual(), flags: beat) { server in
            _ = try await server.report("For the figures that begin with a first incident")
            try await server.line("ann", kind: "alert")
            let printed = try await HTTP.send("GET", server.url + "/metrics").body
            let known = Set(printed.matches(of: /# TYPE (\S+)/).map { String($0.output.1) })
            #expect(alerts.subtracting(known).sorted() == [], "in alerts.yaml, and not printed")
            #expect(panels.subtracting(known).sorted() == [], "in dashboard.json, and not printed")
            // A figure that comes with its first event has no increase at that event.
            for line in try Self.file("alerts.yaml").split(separator: "\n") {
                for match in line.matches(of: /increase\((tocsin_[a-z_]+)(\{[^}]*\})?\[/) {
                    let (name, labels) = (match.output.1, match.output.2 ?? "")
                    let isThere = printed.split(separator: "\n").contains { $0.hasPrefix(name + labels + " ") }
                    #expect(
                        isThere || name == "tocsin_heartbeats_total",
                        "\(name)\(labels) is not printed from the start"
                    )
                }
            }
        }
    }

    @Test func `the dashboard is one that Grafana can import`() throws {
        let board = try JSON(Self.file("dashboard.json"))
        let panels = board["panels"].list
        #expect(panels.count > 10 && board["title"].text == "Tocsin")
        #expect(Set(panels.compactMap { $0["id"].int }).count == panels.count)
        for panel in panels {
            #expect(panel["title"].text?.isEmpty == false && !panel["targets"].list.isEmpty, "\(panel.written)")
            #expect(panel["targets"].list.allSatisfy { $0["expr"].text?.contains("$instance") == true })
        }
    }

    @Test func `the package's settings, unit and tree agree`() async throws {
        let folder = try Folder()
        let written = try Self.file("settings.yaml")
        for place in [
            "contacts: /var/lib/tocsin/tree\n", "templates: /usr/share/tocsin/templates\n",
            "templates-overlay: /var/lib/tocsin/templates\n", "data: /var/lib/tocsin/data\n",
        ] {
            #expect(written.contains("\n" + place))
        }
        // Every line that is commented out is one that can be used.
        let lines = written.split(separator: "\n").map { $0.replacing(/^# (?=[a-z-]+: )/, with: "") }
        let settings = lines.filter {
            !$0.hasPrefix("contacts: /var") && !$0.hasPrefix("#") && !$0.contains("stands in")
        }
        let text = settings.joined(separator: "\n").replacing("/etc/tocsin/Contacts", with: Place.contacts)
            .replacing("/usr/share/tocsin/templates", with: Place.templates)
            .replacing("/town/it-duty", with: "/riverside-town/office")
        try folder.write(text + "\n", to: "settings.yaml")
        let output = try await run(["check", "--settings", folder.path + "/settings.yaml", "--without-secrets"])
        #expect(output.code == 0 && output.text.contains("no fault"), "\(text)\n\(output)")
        let unit = try Self.file("debian/tocsin.service")
        #expect(unit.contains("\nExecStart=/usr/bin/tocsin serve --settings /etc/tocsin/settings.yaml\n"))
        #expect(unit.contains("\nStateDirectory=tocsin/data\n") && unit.contains("\nUser=tocsin\n"))
    }
}
