extension OpenAPI {
    /// What is said of the contact tree.
    static let directorySchemas = #"""
        {
        "Texts": {"type": "object", "additionalProperties": {"type": "string"},
            "description": "A text by language; one for everybody has the empty tag."},
        "Duration": {"type": "string", "description": "Such as 90m or 1d 12h."},
        "OutlookPerson": {"type": "object", "required": ["person", "name", "reason", "addresses", "deputies"], "properties": {
            "person": {"type": "string"}, "name": {"type": "string"}, "reason": {"$ref": "#/components/schemas/WhyAsked"},
            "addresses": {"type": "array", "items": {"type": "string"},
                "description": "Names of addresses, in the order in which they are used; none: cannot be told."},
            "deputies": {"type": "array", "items": {"$ref": "#/components/schemas/Named"}}}},
        "OutlookLine": {"type": "object", "required": ["offset", "wall", "incident", "event"], "properties": {
            "offset": {"type": "number", "description": "Seconds since the report."},
            "wall": {"$ref": "#/components/schemas/Moment"}, "incident": {"type": "integer"},
            "event": {"enum": ["asked", "copied", "reminded", "told", "empty", "left_out"]},
            "person": {"type": "string"}, "name": {"type": "string"},
            "addresses": {"type": "array", "items": {"type": "string"},
                "description": "Names of the person's addresses, in the order in which they are used."},
            "for": {"type": "string", "description": "The holder in whose place a deputy is asked."},
            "for_name": {"type": "string"},
            "seat": {"type": ["string", "object"], "additionalProperties": {"type": "string"},
                "description": "The role of the seat, by language where it is written so, else the name of its group."},
            "message": {"type": "string", "description": "The kind of the message."},
            "deadline": {"$ref": "#/components/schemas/Moment", "description": "By when this person is to answer."},
            "why": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
                "additionalProperties": true}}},
        "RosterTime": {"type": "object", "required": ["from", "to"], "properties": {
            "from": {"$ref": "#/components/schemas/Moment"}, "to": {"$ref": "#/components/schemas/Moment"}}},
        "RosterShift": {"type": "object", "required": ["from", "to", "by"], "properties": {
            "from": {"$ref": "#/components/schemas/Moment"}, "to": {"$ref": "#/components/schemas/Moment"},
            "person": {"type": "string", "description": "Who is there; missing when the one named is absent and nobody stands in."},
            "name": {"type": "string"},
            "for": {"type": "string", "description": "Whom the roster names, if that is somebody absent."},
            "for_name": {"type": "string"}, "absent_until": {"$ref": "#/components/schemas/Moment"},
            "by": {"type": "object", "required": ["kind"], "properties": {
                "kind": {"enum": ["rotation", "member", "added", "replacing"]}, "rotation": {"type": "integer"},
                "number": {"type": "integer"}, "of": {"type": "string"}, "override": {"type": "string"}}},
            "period": {"type": "string", "description": "The special period whose roster stands for this one."}}},
        "Roster": {"type": "object", "required": ["roster", "unit", "time_zone", "from", "to", "shifts", "gaps"],
            "properties": {
            "roster": {"type": "string"}, "unit": {"type": "string"}, "time_zone": {"type": "string"},
            "from": {"$ref": "#/components/schemas/Moment"}, "to": {"$ref": "#/components/schemas/Moment"},
            "shifts": {"type": "array", "items": {"$ref": "#/components/schemas/RosterShift"}},
            "gaps": {"type": "array", "items": {"$ref": "#/components/schemas/RosterTime"},
                "description": "When nobody is there."}}},
        "OutlookLines": {"type": "array", "items": {"$ref": "#/components/schemas/OutlookLine"}},
        "OutlookStep": {"type": "object", "required": ["number", "at", "start", "within", "need", "lines"], "properties": {
            "number": {"type": "integer"}, "at": {"$ref": "#/components/schemas/Moment"},
            "start": {"enum": ["silence", "at_once", "accepted"]},
            "within": {"$ref": "#/components/schemas/Duration"},
            "within_off_duty": {"allOf": [{"$ref": "#/components/schemas/Duration"}],
                "description": "The time of those who are off duty when they are asked, where it is another."},
            "need": {"type": "string", "description": "any, all, each, or a number: as the plan has it."},
            "seats": {"type": "integer", "description": "How many seats it has; deputies are no seats."},
            "wanted": {"type": "integer",
                "description": "How many seats must be filled: its own need, or what steps before it lack."},
            "skipped": {"enum": ["nobody_named", "everybody_out", "need_met", "not_now"]},
            "lines": {"$ref": "#/components/schemas/OutlookLines"}}},
        "Outlook": {"type": "object", "required": ["unit", "time_zone", "plan", "plan_title", "plan_version", "severity",
            "severity_label", "steps_of", "at", "reach", "steps", "run_ends_at"], "properties": {
            "unit": {"type": "string"}, "time_zone": {"type": "string"}, "plan": {"type": "string"},
            "plan_title": {"type": "string"}, "plan_version": {"type": "string"},
            "severity": {"$ref": "#/components/schemas/Numeral"}, "severity_label": {"type": "string"},
            "steps_of": {"$ref": "#/components/schemas/Numeral",
                "description": "The rank whose response it is: another one where the plan has none for the severity."},
            "at": {"$ref": "#/components/schemas/Moment"},
            "reach": {"enum": ["together", "in_order"]},
            "steps": {"type": "array", "items": {"$ref": "#/components/schemas/OutlookStep"},
                "description": "Those of the first run of the chain and of each body."},
            "run_ends_at": {"$ref": "#/components/schemas/Moment"},
            "repeat": {"type": "object", "required": ["every"], "properties": {
                "times": {"type": "integer"}, "until": {"enum": ["met"]},
                "at_most": {"$ref": "#/components/schemas/Duration"}, "every": {"$ref": "#/components/schemas/Duration"}}},
            "unanswered_at": {"$ref": "#/components/schemas/Moment",
                "description": "When it is told that nobody answers; missing when that is more than 500 moments away."},
            "unanswered": {"$ref": "#/components/schemas/OutlookLines",
                "description": "Whom that is told; missing when that is more than 500 moments away."},
            "fallback": {"type": "array", "items": {"$ref": "#/components/schemas/OutlookPerson"},
                "description": "In place of unanswered, when that is missing: whom the plan names for then."},
            "commander": {"type": "array", "items": {"$ref": "#/components/schemas/OutlookPerson"}}}},
        "Person": {"type": "object", "required": ["id", "unit", "name", "language", "time_zone", "addresses"], "properties": {
            "id": {"type": "string"}, "unit": {"type": "string"}, "name": {"$ref": "#/components/schemas/Texts"},
            "language": {"type": "string"}, "time_zone": {"type": "string"},
            "addresses": {"type": "array", "items": {"type": "object", "required": ["name", "channel"], "properties": {
                "name": {"type": "string"}, "channel": {"type": "string"}}}}}},
        "People": {"type": "object", "required": ["version", "people"], "properties": {"version": {"type": "string"},
            "people": {"type": "array", "items": {"$ref": "#/components/schemas/Person"}}}},
        "Field": {"type": "object", "required": ["name", "label", "required", "type"], "properties": {
            "name": {"type": "string"}, "label": {"$ref": "#/components/schemas/Texts"}, "required": {"type": "boolean"},
            "type": {"enum": ["number", "text", "flag", "choice"]},
            "choices": {"type": "array", "items": {"type": "string"}},
            "choice_labels": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Texts"},
                "description": "What people read in place of a choice; missing where they read the choices themselves."}}},
        "Plan": {"type": "object", "required": ["name", "title", "version", "fields", "severity_labels", "severities"],
            "properties": {"name": {"type": "string"}, "title": {"$ref": "#/components/schemas/Texts"},
            "version": {"type": "string"},
            "fields": {"type": "array", "items": {"$ref": "#/components/schemas/Field"}},
            "severity_labels": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Texts"}},
            "severities": {"type": "array", "items": {"$ref": "#/components/schemas/Numeral"}}}},
        "Unit": {"type": "object", "required": ["path", "name", "language", "time_zone", "groups", "plans"], "properties": {
            "path": {"type": "string"}, "name": {"$ref": "#/components/schemas/Texts"}, "language": {"type": "string"},
            "time_zone": {"type": "string"}, "groups": {"type": "array", "items": {"type": "string"}},
            "plans": {"type": "array", "items": {"$ref": "#/components/schemas/Plan"}}}},
        "Units": {"type": "object", "required": ["version", "units"], "properties": {"version": {"type": "string"},
            "units": {"type": "array", "items": {"$ref": "#/components/schemas/Unit"}}}}
        }
        """#

    /// What is said of the server.
    static let serverSchemas = #"""
        {
        "ChangeTime": {"type": "string", "maxLength": 32,
            "description": "A day such as 2026-12-01, the last one inclusive; or a time such as 2026-12-01T08:30 by the clocks of the unit."},
        "ChangedPeople": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"type": "string", "maxLength": 200},
            "description": "Ids of people."},
        "Absence": {"type": "object", "required": ["person", "from", "to", "reason"], "additionalProperties": false,
            "properties": {"person": {"type": "string", "maxLength": 200},
            "from": {"$ref": "#/components/schemas/ChangeTime"}, "to": {"$ref": "#/components/schemas/ChangeTime"},
            "deputies": {"$ref": "#/components/schemas/ChangedPeople"}, "reason": {"type": "string", "maxLength": 4000}}},
        "Override": {"type": "object", "required": ["roster", "from", "to", "reason"], "additionalProperties": false,
            "properties": {"roster": {"type": "string", "maxLength": 800, "description": "With the path of its unit."},
            "from": {"$ref": "#/components/schemas/ChangeTime"}, "to": {"$ref": "#/components/schemas/ChangeTime"},
            "add": {"$ref": "#/components/schemas/ChangedPeople"}, "remove": {"$ref": "#/components/schemas/ChangedPeople"},
            "replace": {"type": "object", "minProperties": 1, "maxProperties": 20,
                "additionalProperties": {"type": "string", "maxLength": 200}, "description": "Who comes in whose place."},
            "reason": {"type": "string", "maxLength": 4000}}},
        "Withdrawal": {"type": "object", "required": ["file", "reason"], "additionalProperties": false, "properties": {
            "file": {"type": "string", "maxLength": 800,
                "description": "Below the contact tree, such as riverside-town/changes/2026-12-01-he-an.yaml."},
            "reason": {"type": "string", "maxLength": 4000}}},
        "Change": {"type": "object", "required": ["file", "version"], "properties": {
            "file": {"type": "string", "description": "What was written or taken out, below the contact tree."},
            "version": {"type": "string", "description": "Of the set that is in force now."}}},
        "Reload": {"type": "object", "required": ["version"], "properties": {
            "version": {"type": "string", "description": "Of the set that is in force now."}}},
        "Liveness": {"type": "object", "required": ["status"], "properties": {"status": {"enum": ["live"]}}},
        "Readiness": {"type": "object", "required": ["status", "reasons", "tzdata"], "properties": {
            "tzdata": {"type": "string", "description": "The version of the rules of time zones."},
            "status": {"enum": ["ready", "not ready"]}, "reasons": {"type": "array", "items": {"type": "string"}}}},
        "Description": {"type": "object", "required": ["openapi", "info", "servers", "paths", "components"],
            "additionalProperties": true}
        }
        """#
}
