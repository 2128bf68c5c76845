import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct DemoTests {
    @Test func `the demonstration tells its whole story and ends`() async throws {
        await Gate.shared.enter()
        let output = try await run(["demo", "--once", "--contacts", Place.contacts, "--templates", Place.templates])
        await Gate.shared.leave()
        #expect(output.code == 0 && output.errors.isEmpty, "\(output)")
        for part in [
            "Peng Jun (for Tomás Vidal)", "special period spring-festival", "files a report", "Deputies are asked",
            "Step 2", "Lin Yue opens the link",
            "webhook for Lin Yue: ", "webhook for Grace Okoro: ", "took it", "The whole record",
        ] {
            #expect(output.text.contains(part), "\(part): \(output)")
        }
    }
}
