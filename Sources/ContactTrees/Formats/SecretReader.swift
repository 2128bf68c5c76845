import ConfigFiles
import Escalation
import Foundation
import Text

/// Reads `{env: NAME}` and `{file: PATH}`.
struct SecretReader {
    let source: SecretSource
    /// The folder in which relative paths begin.
    let folder: URL

    /// - Parameters:
    ///   - source: where the values come from.
    ///   - root: the contact tree, beside which relative paths begin where the source names no folder.
    init(source: SecretSource, root: String) {
        self.source = source
        folder =
            source.folder.map { URL(fileURLWithPath: $0, isDirectory: true) }
            ?? URL(fileURLWithPath: root).deletingLastPathComponent()
    }

    /// The value that a secret stands for.
    func value(_ item: Item) -> String? {
        let remedy = "write `{env: NAME}` or `{file: PATH}`"
        if case .text = item.value.content {
            item.fault("`\(item.name)` is written out, and it is a secret", remedy)
            return nil
        }
        guard let fields = item.fields("a secret", example: "{env: NAME}") else { return nil }
        let variable = fields.optional("env")
        let file = fields.optional("file")
        fields.finish()
        switch (variable, file) {
        case (let variable?, nil): return self.variable(variable)
        case (nil, let file?): return self.file(file)
        case (nil, nil):
            item.fault("a secret says neither `env` nor `file`", remedy)
            return nil
        default:
            item.fault("a secret says both `env` and `file`", "keep one of them")
            return nil
        }
    }

    private func variable(_ item: Item) -> String? {
        guard let name = item.scalar("write the name of a variable such as `LIN_YUE_WECOM`") else { return nil }
        let isName = name.allSatisfy { $0.isASCII && ($0 == "_" || $0.isLetter || $0.isNumber) }
        guard isName, name.utf8.count <= 128, name.first?.isNumber == false else {
            item.fault("`env` is not the name of a variable", "write letters, digits and `_`, such as `LIN_YUE_WECOM`")
            return nil
        }
        if let value = source.environment[name], !value.isEmpty {
            return checked(value, from: "the environment variable `\(name)`", item)
        }
        if source.allowMissing { return SecretSource.placeholder + name }
        let remedy = "set `\(name)` for the service, or use `{file: PATH}`"
        return lacking("the environment variable `\(name)` is not set", remedy, item)
    }

    private func file(_ item: Item) -> String? {
        guard let path = item.line(atMost: 1_024, "write the path of a file") else { return nil }
        let named = URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL
        let shown = self.shown(path)
        switch SecretFile.read(named.path) {
        case .value(let value): return checked(value, from: "the file `\(shown)`", item)
        case .missing where source.allowMissing: return SecretSource.placeholder + shown
        case .missing:
            return lacking("there is no secret file `\(shown)`", "make it, readable for the service only", item)
        case .refused(let what, let remedy):
            return lacking("the secret file `\(shown)` \(what)", remedy, item)
        }
    }

    /// A path as it may be shown: one that is an address or a key in the wrong place is not.
    private func shown(_ path: String) -> String {
        guard let first = path.split(separator: "/", omittingEmptySubsequences: false).first, !path.contains("://")
        else {
            return HiddenSecrets.shown(path)
        }
        let isHost = first.contains(".") && !first.hasPrefix(".") && path.contains("/")
        let isThere = FileManager.default.fileExists(atPath: folder.path + "/" + first)
        return isHost && !isThere || HiddenSecrets.looksSecret(path) || path.hasPrefix("//") ? "…" : path
    }

    /// Reports a secret that cannot be had; where that makes its address unusable, a placeholder that says why.
    func lacking(_ what: String, _ remedy: String, _ item: Item) -> String? {
        if source.makesUnusable { return SecretSource.placeholder + HiddenSecrets.shown(what) }
        item.fault(what, remedy)
        return nil
    }

    private func checked(_ value: String, from origin: String, _ item: Item) -> String? {
        var value = value
        while value.last?.isNewline == true { value.removeLast() }
        guard value.utf8.count <= ConfigLimits.bytesInSecret else {
            return lacking(
                "\(origin) holds more than \(ConfigLimits.bytesInSecret) bytes",
                "put only the secret into it",
                item
            )
        }
        guard !value.unicodeScalars.contains(where: { HarmfulScalar($0) == .lineEnd }) else {
            return lacking("\(origin) holds more than one line of text", "put only the secret into it", item)
        }
        guard !value.isBlank else {
            return lacking("\(origin) is empty", "put the secret into it", item)
        }
        if let unseen = Spelling.unseen(in: value) {
            return lacking("\(origin) holds \(unseen)", Spelling.unseenRemedy, item)
        }
        return value
    }
}
