import Text

extension OpenAPI {
    /// What bodies look like; a test holds every answer of the server against it.
    static let schemas = JSONValue.object(
        [problemSchemas, requestSchemas, incidentSchemas, directorySchemas, serverSchemas].flatMap { text in
            guard case .object(let members)? = try? JSONReader.read(Array(text.utf8)) else {
                return [JSONValue.Member]()
            }
            return members
        }
    )

    private static let problemSchemas = #"""
        {
        "Problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object", "required": ["field", "detail"], "properties": {
                "field": {"type": "string"}, "detail": {"type": "string"},
                "allowed": {"type": "array", "items": {"type": "string"}}}}}}}
        }
        """#

    private static let requestSchemas = #"""
        {
        "Rank": {"enum": ["I", "II", "III", "IV", 1, 2, 3, 4]},
        "Facts": {"type": "object", "additionalProperties": {"type": ["number", "string", "boolean", "null"]}},
        "Report": {"type": "object", "required": ["unit", "plan", "title"], "additionalProperties": false, "properties": {
            "unit": {"type": "string", "maxLength": 200}, "plan": {"type": "string", "maxLength": 200},
            "title": {"type": "string", "maxLength": 1000}, "place": {"type": "string", "maxLength": 1000},
            "occurred_at": {"type": "string", "format": "date-time"},
            "facts": {"$ref": "#/components/schemas/Facts"}, "severity": {"$ref": "#/components/schemas/Rank"},
            "dedup_key": {"type": "string", "maxLength": 200}, "drill": {"type": "boolean"},
            "note": {"type": "string", "maxLength": 4000}}},
        "Reports": {"oneOf": [{"$ref": "#/components/schemas/Report"},
            {"type": "array", "minItems": 1, "maxItems": 1000, "items": {"$ref": "#/components/schemas/Report"}}]},
        "Reason": {"type": "object", "required": ["reason"], "additionalProperties": false,
            "properties": {"reason": {"type": "string", "maxLength": 4000}}},
        "Severity": {"type": "object", "required": ["severity", "reason"], "additionalProperties": false, "properties": {
            "severity": {"$ref": "#/components/schemas/Rank"}, "reason": {"type": "string", "maxLength": 4000}}},
        "CallIn": {"type": "object", "required": ["names"], "additionalProperties": false, "properties": {
            "names": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"type": "string", "maxLength": 200},
                "description": "Groups or people, as a plan names them."},
            "within": {"type": "string", "description": "Their time to answer, such as 10m; 24h at most."},
            "reason": {"type": "string", "maxLength": 4000}}},
        "GoOnWithout": {"type": "object", "required": ["names"], "additionalProperties": false, "properties": {
            "names": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"type": "string", "maxLength": 200},
                "description": "Open seats, by group, role or holder."},
            "reason": {"type": "string", "maxLength": 4000}}},
        "Pause": {"type": "object", "required": ["until"], "additionalProperties": false, "properties": {
            "until": {"type": "string", "format": "date-time"}, "reason": {"type": "string", "maxLength": 4000}}},
        "FollowUp": {"type": "object", "required": ["kind", "text"], "additionalProperties": false, "properties": {
            "kind": {"enum": ["follow_up", "final"]}, "text": {"type": "string", "maxLength": 4000},
            "facts": {"$ref": "#/components/schemas/Facts"}}},
        "Answer": {"type": "object", "required": ["answer"], "additionalProperties": false, "properties": {
            "person": {"type": "string", "maxLength": 200},
            "answer": {"enum": ["accept", "cannot", "seen", "extend", "note", "command"]},
            "note": {"type": "string", "maxLength": 4000}}},
        "AnswerForm": {"type": "object", "required": ["answer", "mark"], "properties": {
            "answer": {"enum": ["accept", "cannot", "seen", "extend", "note", "command", "ask", "without"]},
            "note": {"type": "string", "maxLength": 4000}, "mark": {"type": "string"},
            "names": {"type": "string", "description": "Of ask: groups or people, apart by commas or spaces. Of without: the place of an open seat in the list."},
            "reason": {"type": "string", "maxLength": 4000}}}
        }
        """#

    private static let incidentSchemas = #"""
        {
        "IncidentName": {"type": "string", "pattern": "^[a-z0-9]+-[1-9][0-9]*$",
            "description": "The ledger and the number in it; in paths the number alone will do."},
        "Moment": {"type": "string", "format": "date-time"},
        "MaybeMoment": {"type": ["string", "null"], "format": "date-time"},
        "MaybeText": {"type": ["string", "null"]},
        "Numeral": {"enum": ["I", "II", "III", "IV"]},
        "Status": {"enum": ["open", "acknowledged", "stood_down", "cancelled"]},
        "Progress": {"enum": ["running", "satisfied", "paused", "exhausted"]},
        "Named": {"type": "object", "required": ["person", "name"], "properties": {
            "person": {"type": "string"}, "name": {"type": "string"}}},
        "FiledOne": {"type": "object", "required": ["id", "result", "unit", "plan", "title", "severity", "status", "progress",
            "reported_at"], "properties": {
            "id": {"$ref": "#/components/schemas/IncidentName"}, "result": {"enum": ["created", "counted", "reopened", "repeated"]},
            "unit": {"type": "string"}, "plan": {"type": "string"}, "title": {"type": "string"},
            "severity": {"$ref": "#/components/schemas/Numeral"}, "status": {"$ref": "#/components/schemas/Status"},
            "progress": {"$ref": "#/components/schemas/Progress"}, "drill": {"type": "boolean"},
            "reported_at": {"$ref": "#/components/schemas/Moment"},
            "details_due": {"$ref": "#/components/schemas/Moment"}}},
        "FiledItem": {"type": "object", "required": ["status"], "properties": {
            "status": {"type": "integer"}, "id": {"$ref": "#/components/schemas/IncidentName"},
            "result": {"enum": ["created", "counted", "reopened", "repeated"]},
            "severity": {"$ref": "#/components/schemas/Numeral"}, "problem": {"$ref": "#/components/schemas/Problem"}}},
        "Filed": {"oneOf": [{"$ref": "#/components/schemas/FiledOne"},
            {"type": "array", "items": {"$ref": "#/components/schemas/FiledItem"}}]},
        "IncidentBrief": {"type": "object", "required": ["id", "unit", "plan", "title", "severity", "status", "progress",
            "drill", "source", "reported_at", "time_zone", "changed_at"], "properties": {
            "id": {"$ref": "#/components/schemas/IncidentName"}, "unit": {"type": "string"}, "plan": {"type": "string"},
            "title": {"type": "string"}, "severity": {"$ref": "#/components/schemas/Numeral"},
            "status": {"$ref": "#/components/schemas/Status"}, "progress": {"$ref": "#/components/schemas/Progress"},
            "drill": {"type": "boolean"}, "source": {"type": "string"}, "dedup_key": {"type": "string"},
            "reported_at": {"$ref": "#/components/schemas/Moment"}, "time_zone": {"type": "string"},
            "changed_at": {"$ref": "#/components/schemas/Moment"}, "closed_at": {"$ref": "#/components/schemas/Moment"}}},
        "IncidentPage": {"type": "object", "required": ["incidents"], "properties": {
            "incidents": {"type": "array", "items": {"$ref": "#/components/schemas/IncidentBrief"}},
            "next": {"$ref": "#/components/schemas/IncidentName"}}},
        "Responder": {"type": "object", "required": ["person", "name", "at", "stands_for", "note"], "properties": {
            "person": {"type": "string"}, "name": {"type": "string"}, "at": {"$ref": "#/components/schemas/Moment"},
            "stands_for": {"$ref": "#/components/schemas/MaybeText"}, "note": {"$ref": "#/components/schemas/MaybeText"}}},
        "Contact": {"type": "object", "required": ["person", "name", "standing", "reason", "stands_for", "reached_by",
            "reached_at", "seen_at"], "properties": {
            "person": {"type": "string"}, "name": {"type": "string"},
            "answer_by": {"$ref": "#/components/schemas/Moment", "description": "While their time to answer runs."},
            "standing": {"type": "string"}, "reason": {"$ref": "#/components/schemas/WhyAsked"},
            "stands_for": {"$ref": "#/components/schemas/MaybeText"},
            "reached_by": {"type": "array", "items": {"type": "string"}, "description": "Names of addresses."},
            "reached_at": {"$ref": "#/components/schemas/MaybeMoment"}, "seen_at": {"$ref": "#/components/schemas/MaybeMoment"}}},
        "Actor": {"type": "object", "required": ["kind", "text"], "properties": {
            "kind": {"enum": ["person", "token", "clock", "dispatcher", "auditor", "retention", "restore", "operator"]},
            "id": {"type": "string", "description": "Of a person."},
            "name": {"type": "string", "description": "Of a token."}, "text": {"type": "string"}}},
        "WhyAsked": {"type": "object", "required": ["kind", "text"], "properties": {
            "kind": {"enum": ["named", "seat", "deputy", "instead", "called_in", "answered_unasked", "told"]},
            "of": {"type": "string", "description": "For whom a deputy is asked."},
            "group": {"type": "string"}, "role": {"type": "string"},
            "message": {"type": "string", "description": "Which kind of message told them."},
            "text": {"type": "string"}}},
        "Seat": {"type": "object", "required": ["holder", "text"], "properties": {
            "group": {"type": "string", "description": "With its unit; missing where the plan names the person."},
            "role": {"type": "string"}, "holder": {"type": "string"}, "text": {"type": "string"}}},
        "SeatState": {"type": "object", "required": ["seat", "state", "steps", "asked"], "properties": {
            "seat": {"$ref": "#/components/schemas/Seat"},
            "state": {"enum": ["filled", "asked", "open", "empty", "given_up"],
                "description": "asked: somebody's time to answer runs; open: nobody's does; empty: nobody can be asked any more."},
            "steps": {"type": "array", "items": {"type": "integer"}, "description": "The steps that want it."},
            "filled_by": {"type": "string"}, "asked": {"type": "array", "items": {"type": "string"}},
            "first_asked_at": {"$ref": "#/components/schemas/Moment"}, "last_asked_at": {"$ref": "#/components/schemas/Moment"},
            "answer_by": {"$ref": "#/components/schemas/Moment"}}},
        "PartState": {"type": "object", "required": ["part", "phase", "met", "run"], "properties": {
            "part": {"enum": ["chain", "body"]}, "step": {"type": "integer", "description": "Of a body; of the chain, its newest step."},
            "phase": {"enum": ["waiting", "running", "between", "exhausted"]}, "met": {"type": "boolean"},
            "run": {"type": "integer"}}},
        "Link": {"type": "object", "required": ["id", "plan"], "properties": {
            "id": {"$ref": "#/components/schemas/IncidentName"}, "plan": {"type": "string"}}},
        "OpenedLink": {"type": "object", "required": ["id", "plan"], "properties": {
            "id": {"type": ["string", "null"], "description": "null where there was no such plan any more."},
            "plan": {"type": "string"}}},
        "Command": {"type": "object", "required": ["person", "name"], "properties": {
            "person": {"type": "string"}, "name": {"type": "string"}, "stands_for": {"type": "string"},
            "since": {"$ref": "#/components/schemas/Moment"}}},
        "CalledIn": {"type": "object", "required": ["person", "name", "by", "at"], "properties": {
            "person": {"type": "string"}, "name": {"type": "string"}, "by": {"$ref": "#/components/schemas/Actor"},
            "at": {"$ref": "#/components/schemas/Moment"}, "answer_by": {"$ref": "#/components/schemas/Moment"},
            "reason": {"type": "string"}}},
        "TimelineEntry": {"type": "object", "required": ["at", "by", "what", "details", "text"], "properties": {
            "at": {"$ref": "#/components/schemas/Moment"}, "by": {"$ref": "#/components/schemas/Actor"}, "what": {"type": "string"},
            "details": {"type": "object", "additionalProperties": true}, "text": {"type": "string"}}},
        "Incident": {"type": "object", "required": ["id", "unit", "plan", "plan_title", "plan_version", "title", "place", "note",
            "facts", "severity", "severity_label", "status", "progress", "drill", "occurred_at", "reported_at", "time_zone",
            "source", "reporter", "dedup_key", "previous", "opened_by", "opened", "reported_by", "reports", "follow_ups", "final_report", "round", "seats",
            "missing", "missing_text", "commander", "command_offered", "called_in", "responders", "contacts", "owed", "next_step_at", "timeline", "timeline_before"], "properties": {
            "id": {"$ref": "#/components/schemas/IncidentName"}, "unit": {"type": "string"}, "plan": {"type": "string"},
            "plan_title": {"$ref": "#/components/schemas/MaybeText"}, "plan_version": {"type": "string"},
            "title": {"type": "string"}, "place": {"$ref": "#/components/schemas/MaybeText"},
            "note": {"$ref": "#/components/schemas/MaybeText"}, "facts": {"$ref": "#/components/schemas/Facts"},
            "severity": {"$ref": "#/components/schemas/Numeral"}, "severity_label": {"$ref": "#/components/schemas/MaybeText"},
            "status": {"$ref": "#/components/schemas/Status"}, "progress": {"$ref": "#/components/schemas/Progress"},
            "drill": {"type": "boolean"}, "occurred_at": {"$ref": "#/components/schemas/MaybeMoment"},
            "reported_at": {"$ref": "#/components/schemas/Moment"}, "time_zone": {"type": "string"},
            "source": {"type": "string"}, "reporter": {"$ref": "#/components/schemas/MaybeText"},
            "dedup_key": {"$ref": "#/components/schemas/MaybeText"}, "previous": {"type": ["string", "null"],
                "description": "The incident that was closed before and had the same key."},
            "opened_by": {"oneOf": [{"$ref": "#/components/schemas/Link"}, {"type": "null"}],
                "description": "The incident whose plan opened this one."},
            "opened": {"type": "array", "items": {"$ref": "#/components/schemas/OpenedLink"},
                "description": "What its plan opened, or to which open incident it reported instead."},
            "reported_by": {"type": "array", "items": {"$ref": "#/components/schemas/Link"},
                "description": "Incidents that would have opened this one, and reported to it instead."},
            "reports": {"type": "integer"}, "follow_ups": {"type": "integer"}, "final_report": {"type": "boolean"},
            "round": {"type": "object", "required": ["number", "grade", "parts"], "properties": {
                "number": {"type": "integer"}, "grade": {"$ref": "#/components/schemas/Numeral"},
                "parts": {"type": "array", "items": {"$ref": "#/components/schemas/PartState"}}}},
            "seats": {"type": "array", "items": {"$ref": "#/components/schemas/SeatState"}},
            "missing": {"type": "array", "items": {"$ref": "#/components/schemas/Seat"},
                "description": "Seats that are needed, and for which nobody's time to answer runs."},
            "missing_text": {"type": "array", "items": {"type": "string"},
                "description": "The same as people read it: a text for each need, with how many where fewer than all would do."},
            "commander": {"oneOf": [{"$ref": "#/components/schemas/Command"}, {"type": "null"}]},
            "command_offered": {"type": "array", "items": {"type": "string"}},
            "called_in": {"type": "array", "items": {"$ref": "#/components/schemas/CalledIn"}},
            "responders": {"type": "array", "items": {"$ref": "#/components/schemas/Responder"}},
            "contacts": {"type": "array", "items": {"$ref": "#/components/schemas/Contact"}},
            "owed": {"type": "array", "items": {"type": "object", "required": ["kind", "due"], "properties": {
                "kind": {"type": "string"}, "due": {"$ref": "#/components/schemas/Moment"}}}},
            "next_step_at": {"$ref": "#/components/schemas/MaybeMoment",
                "description": "When somebody is asked next if nobody answers; null where nobody will be."},
            "paused_until": {"$ref": "#/components/schemas/Moment"}, "closed_at": {"$ref": "#/components/schemas/Moment"},
            "closed_by": {"$ref": "#/components/schemas/Actor"}, "closing_reason": {"type": "string"},
            "timeline": {"type": "array", "items": {"$ref": "#/components/schemas/TimelineEntry"}},
            "timeline_before": {"type": ["integer", "null"], "description": "Of a long timeline: the cursor of what was before this."}}},
        "IncidentState": {"type": "object", "required": ["id", "severity", "status", "progress", "responders", "reported_at",
            "time_zone", "asked", "missing"], "properties": {
            "id": {"$ref": "#/components/schemas/IncidentName"}, "severity": {"$ref": "#/components/schemas/Numeral"},
            "status": {"$ref": "#/components/schemas/Status"}, "progress": {"$ref": "#/components/schemas/Progress"},
            "drill": {"type": "boolean", "description": "Only where it is one."},
            "responders": {"type": "array", "items": {"type": "string"}},
            "reported_at": {"$ref": "#/components/schemas/Moment"}, "time_zone": {"type": "string"},
            "asked": {"type": "array", "items": {"type": "string"}, "description": "Who is asked now and was not before."},
            "missing": {"type": "array", "items": {"type": "string"},
                "description": "Seats that are needed, and for which nobody's time to answer runs."},
            "commander": {"type": "string", "description": "Who leads, if anybody does."},
            "severity_before": {"$ref": "#/components/schemas/Numeral", "description": "Where this changed it."},
            "follow_ups": {"type": "integer"}, "paused_until": {"$ref": "#/components/schemas/Moment"},
            "pause_ended": {"type": "boolean", "description": "Whether this ended a pause."},
            "ended_at": {"$ref": "#/components/schemas/Moment"}, "ended_by": {"$ref": "#/components/schemas/Actor"},
            "had_ended": {"type": "boolean", "description": "It had ended before; ending it again changed nothing."},
            "told": {"type": "integer", "description": "After the end: to how many people this tells it."}}}
        }
        """#
}
