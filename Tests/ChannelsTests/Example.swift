import ConfigFiles
import Dispatching
@testable import Escalation
import Foundation
@testable import Messages

/// An example message; every part has a default, so what a test sets is what matters.
enum Example {
    static let link = "https://tocsin.town.example/a/9fK2mXq7Lw0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123"

    /// 2026-11-20 19:05 UTC.
    static let now = Timestamp(milliseconds: 1_795_201_500_000)

    static let title = "【II级·重大】公共服务场所人群聚集：便民服务中心"
    static let text = "补偿款未到账，大厅聚集。\n\n现场人数：25\n\n\(link)\n"

    /// The repository's own presets.
    static let presets = Result { () throws(Faults) in
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Templates").path
        return try Templates.load(from: folder).presets
    }

    static func message(_ change: (inout Message) -> Void = { _ in }) -> Message {
        var message = Message(
            wireID: "k3f9x2-7-3",
            threadID: "k3f9x2-7",
            kind: .alert,
            language: .simplifiedChinese,
            title: title,
            text: text,
            linkInText: nil,
            link: link,
            answerLabel: "答复",
            asks: true,
            incidentNumber: 7,
            severity: .two,
            severityLabel: "重大",
            isDrill: false,
            unit: "/riverside-town/service-centre",
            unitName: "便民服务中心",
            plan: "public-gathering",
            planTitle: "公共服务场所人群聚集",
            place: "一楼大厅",
            person: "lin-yue",
            personName: "林悦",
            occurredAt: now - .minutes(18),
            reportedAt: now - .minutes(1),
            at: now,
            status: .open,
            statusLabel: "处置中",
            facts: ["people": .number(25)],
            templateFault: nil
        )
        change(&message)
        return message
    }

    static func parcel(_ number: Int) -> ParcelID {
        ParcelID(first: NotificationID(incident: 7, number: number))
    }

    static func address(_ channel: String, _ settings: [String: String]) -> Address {
        Address(name: channel, channel: channel, destination: "\(settings)", settings: settings)
    }

    static func delivery(_ number: Int, _ address: Address, _ message: Message = message()) -> Delivery {
        Delivery(parcel: parcel(number), address: address) { message }
    }
}
