extension OpenAPI {
    /// What bodies look like.
    static let schemas = (try? JSONReader.read(Array(schemaText.utf8))) ?? .object([])

    static let schemaText = #"""
        {
        "Object": {"type": "object"},
        "Problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object", "required": ["field", "detail"], "properties": {
                "field": {"type": "string"}, "detail": {"type": "string"},
                "allowed": {"type": "array", "items": {"type": "string"}}}}}}},
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
        "FiledOne": {"type": "object", "required": ["id", "result", "severity", "status"], "properties": {
            "id": {"type": "integer"}, "result": {"enum": ["created", "counted", "reopened", "repeated"]},
            "unit": {"type": "string"}, "plan": {"type": "string"}, "title": {"type": "string"},
            "severity": {"type": "string"}, "status": {"type": "string"}, "progress": {"type": "string"},
            "drill": {"type": "boolean"}, "reported_at": {"type": "string", "format": "date-time"},
            "details_due": {"type": "string", "format": "date-time"}}},
        "FiledItem": {"type": "object", "required": ["status"], "properties": {
            "status": {"type": "integer"}, "id": {"type": "integer"}, "result": {"type": "string"},
            "severity": {"type": "string"}, "problem": {"$ref": "#/components/schemas/Problem"}}},
        "Filed": {"oneOf": [{"$ref": "#/components/schemas/FiledOne"},
            {"type": "array", "items": {"$ref": "#/components/schemas/FiledItem"}}]},
        "IncidentBrief": {"type": "object", "required": ["id", "unit", "plan", "title", "severity", "status"],
            "properties": {"id": {"type": "integer"}, "unit": {"type": "string"}, "plan": {"type": "string"},
            "title": {"type": "string"}, "severity": {"type": "string"},
            "status": {"enum": ["open", "acknowledged", "stood_down", "cancelled"]},
            "progress": {"enum": ["running", "satisfied", "paused", "exhausted"]}, "drill": {"type": "boolean"},
            "source": {"type": "string"}, "dedup_key": {"type": "string"},
            "reported_at": {"type": "string", "format": "date-time"}, "time_zone": {"type": "string"},
            "changed_at": {"type": "string", "format": "date-time"},
            "closed_at": {"type": "string", "format": "date-time"}}},
        "IncidentPage": {"type": "object", "required": ["incidents"], "properties": {
            "incidents": {"type": "array", "items": {"$ref": "#/components/schemas/IncidentBrief"}},
            "next": {"type": "integer"}}},
        "TimelineEntry": {"type": "object", "required": ["at", "by", "what", "details", "text"], "properties": {
            "at": {"type": "string", "format": "date-time"}, "by": {"type": "string"}, "what": {"type": "string"},
            "details": {"type": "object"}, "text": {"type": "string"}}},
        "Incident": {"type": "object", "required": ["id", "unit", "plan", "title", "severity", "status", "timeline"],
            "properties": {"id": {"type": "integer"}, "unit": {"type": "string"}, "plan": {"type": "string"},
            "title": {"type": "string"}, "severity": {"type": "string"}, "status": {"type": "string"},
            "facts": {"$ref": "#/components/schemas/Facts"}, "time_zone": {"type": "string"},
            "responders": {"type": "array", "items": {"type": "object"}},
            "contacts": {"type": "array", "items": {"type": "object"}},
            "timeline": {"type": "array", "items": {"$ref": "#/components/schemas/TimelineEntry"}}}},
        "IncidentState": {"type": "object", "properties": {"id": {"type": "integer"}, "severity": {"type": "string"},
            "status": {"type": "string"}, "progress": {"type": "string"},
            "responders": {"type": "array", "items": {"type": "string"}},
            "reported_at": {"type": "string", "format": "date-time"}, "time_zone": {"type": "string"},
            "asked": {"type": "array", "items": {"type": "string"}, "description": "Who is asked now and was not before."},
            "severity_before": {"type": "string", "description": "Where this changed it."},
            "follow_ups": {"type": "integer"}, "paused_until": {"type": "string", "format": "date-time"},
            "pause_ended": {"type": "boolean", "description": "Whether this ended a pause."},
            "ended_at": {"type": "string", "format": "date-time"}, "ended_by": {"type": "string"},
            "had_ended": {"type": "boolean", "description": "It had ended before; ending it again changed nothing."},
            "told": {"type": "integer", "description": "After the end: to how many people this tells it."}}},
        "Reason": {"type": "object", "required": ["reason"], "additionalProperties": false,
            "properties": {"reason": {"type": "string", "maxLength": 4000}}},
        "Severity": {"type": "object", "required": ["severity", "reason"], "additionalProperties": false, "properties": {
            "severity": {"$ref": "#/components/schemas/Rank"}, "reason": {"type": "string", "maxLength": 4000}}},
        "Pause": {"type": "object", "required": ["until"], "additionalProperties": false, "properties": {
            "until": {"type": "string", "format": "date-time"}, "reason": {"type": "string", "maxLength": 4000}}},
        "FollowUp": {"type": "object", "required": ["kind", "text"], "additionalProperties": false, "properties": {
            "kind": {"enum": ["follow_up", "final"]}, "text": {"type": "string", "maxLength": 4000},
            "facts": {"$ref": "#/components/schemas/Facts"}}},
        "Answer": {"type": "object", "required": ["answer"], "additionalProperties": false, "properties": {
            "person": {"type": "string"}, "answer": {"enum": ["accept", "cannot", "seen", "extend", "note"]},
            "note": {"type": "string", "maxLength": 4000}}},
        "AnswerForm": {"type": "object", "required": ["answer", "mark"], "properties": {
            "answer": {"enum": ["accept", "cannot", "seen", "extend", "note"]},
            "note": {"type": "string", "maxLength": 4000}, "mark": {"type": "string"}}}
        }
        """#
}
