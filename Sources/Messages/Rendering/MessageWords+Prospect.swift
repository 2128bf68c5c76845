import Escalation

extension MessageWords {
    /// What comes by itself if nobody answers, or if no responder is still on it.
    private var prospect: Prospect? {
        material.kind == .stillOnIt
            ? incident.prospectOfGrace(plan: material.plan, directory: material.directory)
            : incident.prospect(plan: material.plan, directory: material.directory)
    }

    func valueOfProspect(_ word: TemplateVariable) -> String {
        switch (prospect, word) {
        case (.others, .othersNext): phrases.yes
        case (.again(let at), .againAt): clock.time(at)
        case (.told(let people, _), .toldNext):
            phrases.sentenceList(people.map { $0 == material.person.id ? phrases.you : name($0) })
        default: ""
        }
    }
}
