extension OpenAPI {
    static let operations = incidents + steering + contacts + pages + server

    private static let language = ("lang", "Language of texts: en, zh-Hans or zh-Hant.")

    private static let incidents = [
        Operation(
            method: "post",
            path: "/v1/incidents",
            permission: .file,
            summary: """
                File a report, or an array of at most 1,000 with one result each. Durable before the answer. For one report, \
                Idempotency-Key makes a repeated request return the same incident. 201: every report opened an incident; \
                200: one was counted or repeated; 207: the results of an array differ, read each.
                """,
            body: "Reports",
            reply: "Filed",
            status: "201"
        ),
        Operation(
            method: "get",
            path: "/v1/incidents",
            permission: .readIncidents,
            summary: "List incidents, newest first; a reporter sees their own.",
            query: [
                ("status", "open, acknowledged, stood_down, cancelled, closed (both of these) or unclosed."),
                ("unit", "This unit and those below it."),
                ("plan", "The name of the plan."), ("severity", "I to IV."),
                ("after", "The cursor: `next` of the page before."),
                ("limit", "1 to 200."),
            ],
            reply: "IncidentPage"
        ),
        Operation(
            method: "get",
            path: "/v1/incidents/{id}",
            permission: .readIncidents,
            summary: "Show an incident with its timeline.",
            query: [language],
            reply: "Incident"
        ),
    ]

    private static func steer(_ word: String, _ summary: String, body: String = "Reason") -> Operation {
        Operation(
            method: "post",
            path: "/v1/incidents/{id}/\(word)",
            permission: .steer,
            summary: summary,
            body: body,
            reply: "IncidentState"
        )
    }

    private static let steering = [
        Operation(
            method: "post",
            path: "/v1/incidents/{id}/reports",
            permission: .followUp,
            summary: "Add a numbered follow-up or the final report.",
            body: "FollowUp",
            reply: "IncidentState"
        ),
        Operation(
            method: "post",
            path: "/v1/incidents/{id}/answers",
            permission: .answer,
            summary: "Answer on behalf of somebody.",
            body: "Answer",
            reply: "IncidentState"
        ),
        steer("severity", "Raise or lower the severity.", body: "Severity"),
        steer("escalate", "Start the next step now."),
        steer("pause", "Start no step before a time, at most 24 hours ahead.", body: "Pause"),
        steer("stand-down", "Close the incident; everybody reached gets the all-clear."),
        steer("cancel", "Close it as a false alarm; everybody reached gets a correction."),
    ]

    private static let contacts = [
        Operation(
            method: "get",
            path: "/v1/preview",
            permission: .readPeople,
            summary: "Who would be told, in which order and when, if nobody answers.",
            query: [
                ("unit", "Required."), ("plan", "Required."), ("severity", "I to IV; the plan's usual one if missing."),
                ("at", "RFC 3339; now if missing."), language,
            ],
            reply: "Object"
        ),
        Operation(
            method: "get",
            path: "/v1/people",
            permission: .readPeople,
            summary: "The people of the contact tree; no address's settings.",
            reply: "Object"
        ),
        Operation(
            method: "get",
            path: "/v1/units",
            permission: .readUnits,
            summary: "The units with the plans in force and what a report of each says.",
            reply: "Object"
        ),
        Operation(
            method: "post",
            path: "/v1/reload",
            permission: .reload,
            summary: "Read the files again; faults leave the old set in force and are listed.",
            reply: "Object"
        ),
    ]

    private static let pages = [
        Operation(
            method: "get",
            path: "/a/{token}",
            summary: "The answer page of one person and one incident; changes nothing.",
            replyType: "text/html"
        ),
        Operation(
            method: "post",
            path: "/a/{token}",
            summary: "A pressed button of the answer page.",
            body: "AnswerForm",
            replyType: "text/html"
        ),
        Operation(method: "get", path: "/a.css", summary: "The look of the answer page.", replyType: "text/css"),
    ]

    private static let server = [
        Operation(method: "get", path: "/health/live", summary: "The process runs.", reply: "Object"),
        Operation(
            method: "get",
            path: "/health/ready",
            summary:
                "The scheduler finished a cycle in the last 2 s and the store takes writes; else 503 with reasons. "
                + "Beside 200 the reasons say what is out of the ordinary.",
            reply: "Object"
        ),
        Operation(
            method: "get",
            path: "/metrics",
            summary: "Figures in Prometheus' text form.",
            replyType: "text/plain"
        ),
        Operation(method: "get", path: "/openapi.json", summary: "This document.", reply: "Object"),
    ]
}
