import Escalation

extension MessageWords {
    /// The message with everything that channels need beside title and text.
    func message(_ rendered: RenderedText, fault: TemplateFault?) -> Message {
        let link = value(of: .link)
        let asks = isAsking
        return Message(
            wireID: material.wireID,
            threadID: material.threadID,
            kind: material.kind,
            language: phrases.language,
            title: rendered.title,
            text: rendered.text,
            linkInText: rendered.link,
            link: link.isEmpty ? nil : link,
            answerLabel: asks ? phrases.answer : phrases.view,
            asks: asks,
            incidentNumber: incident.id.count,
            severity: incident.severity,
            severityLabel: severityName.isEmpty ? incident.severity.numeral : severityName,
            isDrill: report.isDrill,
            unit: report.unit,
            unitName: unitName,
            plan: material.plan.name,
            planTitle: value(of: .plan),
            place: report.place.map { CleanText.line($0, limit: MessageLimits.bytesInHeadline) },
            person: material.person.id,
            personName: CleanText.line(material.person.name.text(in: tag), limit: MessageLimits.bytesInName),
            occurredAt: report.occurredAt,
            reportedAt: incident.reportedAt,
            at: material.now,
            status: incident.status,
            statusLabel: value(of: .status),
            facts: report.facts,
            templateFault: fault
        )
    }
}

extension DigestWords {
    /// The digest as a message of its own thread, with a link for each incident and none for the whole.
    func message(_ rendered: RenderedText, wireID: String, fault: TemplateFault?) -> Message {
        var message = first.message(rendered, fault: fault)
        message.wireID = wireID
        message.isDigest = true
        message.isDrill = isDrill
        message.asks = entries.contains { $0.isAsking }
        message.threadID = wireID
        message.link = nil
        message.linkInText = nil
        return message
    }
}
