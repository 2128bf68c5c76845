import ConfigFiles
import ContactTrees
import Testing

/// A secret that slipped into a wrong place is not shown by the fault that says so.
@Suite struct HiddenTests {
    @Test(arguments: [
        "{webhook: {file: \"https://hooks.example/CANARY\"}}", "{email: https://hooks.example/CANARY}",
        "{email: hooks.example/CANARY}", "{webhook: {env: HOOK}, preset: https://hooks.example/CANARY}",
        "{webhook: {env: HOOK}, preset: hooks.example/CANARY}", "{webhook: {file: hooks.example/services/CANARY}}",
        "{webhook: {file: //hooks.example/CANARY}}", "{webhook: {file: \"HTTPS://u:CANARY@hooks.example/x\"}}",
        "{webhook: {env: whsec_CANARYcanaryCANARY}}", "{webhook: {env: HOOK}, secret: {file: whsec_CANARY}}",
        "{log: https://hooks.example/CANARY}", "{log: hooks.example/CANARY}", "{https://hooks.example/CANARY: x}",
        "{webhook: https://hooks.example/CANARY}", "{webhook: [https://hooks.example/CANARY]}",
        "{webhook: {env: HOOK, https://hooks.example/CANARY: x}}", "{webhook: {url: https://hooks.example/CANARY}}",
        "https://hooks.example/CANARY", "{webhook: {env: \"https://hooks.example/CANARY\"}}",
        "{webhook: {env: HOOK}, secret: CANARY}",
    ])
    func `a URL or key where a name is expected is not shown`(_ address: String) throws {
        let tree = try SmallTree.withAddress(address)
        let environment = ["HOOK": "https://hooks.example/x"]
        let faults = tree.faults(environment)
        #expect(!faults.isEmpty)
        #expect(!faults.joined().uppercased().contains("CANARY"), "\(faults)")
    }

    @Test func `a path and a name that are wrong stay readable`() throws {
        let file = try SmallTree.withAddress("{webhook: {file: secrets/hook}}").faults()
        #expect(file.joined().contains("`secrets/hook`"))
        #expect(try SmallTree.withAddress("{email: lin.yue}").faults().joined().contains("`lin.yue`"))
        #expect(try SmallTree.withAddress("{log: Duty Desk}").faults().joined().contains("`Duty Desk`"))
        #expect(HiddenSecrets.shown("put an `https://…` address there") == "put an `https://…` address there")
        let shown = HiddenSecrets.shown("https://a.example:8443/x?y and http://b/")
        #expect(shown == "https://a.example:8443/… and http://b/")
    }
}
