import CLibYAML

/// Reads a YAML text event by event; whoever asks for no more event has nothing more read.
@safe package final class YAMLEvents {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter bytes: UTF-8.
    package init(_ bytes: [UInt8]) {
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        unsafe input = .allocate(capacity: max(bytes.count, 1))
        _ = unsafe input.update(fromContentsOf: bytes)
        let isMade = unsafe yaml_parser_initialize(parser) == 1
        precondition(isMade, "there is no memory for a parser")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; after the end of the stream it is that end again.
    ///
    /// - Throws: ``YAMLFailure`` where the text is not YAML.
    package func next() throws(YAMLFailure) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
        defer { unsafe yaml_event_delete(&event) }
        var read = YAMLEvent(
            kind: unsafe Self.kind(of: event),
            start: unsafe YAMLMark(event.start_mark),
            end: unsafe YAMLMark(event.end_mark)
        )
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            read.hasAnchor = unsafe event.data.scalar.anchor != nil
            read.hasTag = unsafe event.data.scalar.tag != nil
        case YAML_SEQUENCE_START_EVENT:
            read.hasAnchor = unsafe event.data.sequence_start.anchor != nil
            read.hasTag = unsafe event.data.sequence_start.tag != nil
            read.isFlow = unsafe event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        case YAML_MAPPING_START_EVENT:
            read.hasAnchor = unsafe event.data.mapping_start.anchor != nil
            read.hasTag = unsafe event.data.mapping_start.tag != nil
            read.isFlow = unsafe event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
        default: break
        }
        return read
    }

    private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT:
            let start = unsafe event.data.document_start
            let hasTags = unsafe start.tag_directives.start != start.tag_directives.end
            return .documentStart(hasDirectives: unsafe start.version_directive != nil || hasTags)
        case YAML_DOCUMENT_END_EVENT: return .documentEnd(isWritten: unsafe event.data.document_end.implicit == 0)
        case YAML_ALIAS_EVENT: return .alias
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(
                unsafe String(decoding: bytes, as: UTF8.self),
                isPlain: unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            )
        case YAML_SEQUENCE_START_EVENT: return .listStart
        case YAML_SEQUENCE_END_EVENT: return .listEnd
        case YAML_MAPPING_START_EVENT: return .mapStart
        case YAML_MAPPING_END_EVENT: return .mapEnd
        default: return .streamEnd
        }
    }

    private var failure: YAMLFailure {
        YAMLFailure(
            problem: unsafe Self.text(parser.pointee.problem),
            mark: unsafe YAMLMark(parser.pointee.problem_mark),
            context: unsafe Self.text(parser.pointee.context),
            contextMark: unsafe YAMLMark(parser.pointee.context_mark)
        )
    }

    private static func text(_ words: UnsafePointer<CChar>?) -> String {
        guard let words = unsafe words else { return "" }
        return unsafe String(cString: words)
    }
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(index: mark.index, line: mark.line + 1, column: mark.column + 1)
    }
}
