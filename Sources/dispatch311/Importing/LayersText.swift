import Boundaries
import ServiceRequests

/// A layer as `layers.yml` has it, and that file with one more.
enum LayersText {
    /// The lines of a layer, as they stand in the list.
    static func lines(_ definition: LayerDefinition, indent: Int = 2) -> [String] {
        var fields = [
            ("id", scalar(definition.id)),
            (
                "name",
                "{"
                    + definition.names.sorted { $0.key < $1.key }.map { "\($0.key): \(scalar($0.value))" }
                    .joined(separator: ", ") + "}"
            ),
            ("file", scalar(definition.file)), ("key", scalar(definition.key)),
        ]
        if let label = definition.label { fields.append(("label", scalar(label))) }
        if !definition.properties.isEmpty {
            fields.append(("properties", "[\(definition.properties.map(scalar).joined(separator: ", "))]"))
        }
        let margin = String(repeating: " ", count: indent)
        return fields.enumerated().map { "\(margin)\($0.offset == 0 ? "- " : "  ")\($0.element.0): \($0.element.1)" }
    }

    /// A file of one layer.
    static func only(_ definition: LayerDefinition) -> String {
        (["layers:"] + lines(definition)).joined(separator: "\n") + "\n"
    }

    /// Refuses a layer that no file could have: an id or a file's name of the wrong form; a key may be missing still.
    static func check(_ definition: LayerDefinition) throws(CommandError) {
        let whole = LayerDefinition(
            id: definition.id,
            names: definition.names,
            file: definition.file,
            key: definition.key.isEmpty ? "key" : definition.key,
            label: definition.label,
            properties: definition.properties
        )
        do throws(CatalogError) {
            _ = try LayersReader.contents(of: SourceFile(path: "layers.yml", text: only(whole)))
        } catch {
            throw CommandError(.usage, "expected a layer that layers.yml can have, found that it cannot\n\(error)")
        }
    }

    /// The file with the layer at the end of its list; everything else, comments too, stays as it is.
    ///
    /// What comes out has been read again and says what it said before and the layer.
    static func adding(_ definition: LayerDefinition, to text: String, path: String) throws(CommandError) -> String {
        let before = try read(text, path: path)
        if let known = before.layers.first(where: { $0.id == definition.id }) {
            if known == definition { return text }
            throw CommandError(
                .findings,
                "\(path): expected no layer \(definition.id), found one that says something else",
                remedy: "Change it there by hand; it should say:\n" + lines(definition).joined(separator: "\n")
            )
        }
        let changed = inserting(definition, into: text)
        let after = changed.flatMap { try? read($0, path: path) }
        guard let changed, let after, after.layers == before.layers + [definition], after.map == before.map,
            after.extent == before.extent
        else {
            throw CommandError(
                .findings,
                "\(path): expected a list of layers that can be added to, one line beginning with \"- \" a layer, "
                    + "found another form",
                remedy: "Nothing was changed. Add these lines by hand:\n" + lines(definition).joined(separator: "\n")
            )
        }
        return changed
    }

    /// Reads a file's text.
    static func read(_ text: String, path: String) throws(CommandError) -> LayersFile {
        do throws(CatalogError) {
            return try LayersReader.contents(of: SourceFile(path: "layers.yml", text: text))
        } catch {
            throw CommandError(.findings, "\(path): expected layers, found what cannot be read\n\(error)")
        }
    }

    /// Puts the lines behind the last line of the list; nil where there is no such list.
    private static func inserting(_ definition: LayerDefinition, into text: String) -> String? {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String($0) ?? "" }
        let isWindows = lines.first?.utf8.last == 0x0D
        func content(_ line: String) -> Substring { line.drop { $0 == " " }.prefix { $0 != "\r" } }
        guard let start = lines.firstIndex(where: { $0.hasPrefix("layers:") }) else { return nil }
        let rest = content(String(lines[start].dropFirst("layers:".count)))
        guard rest.isEmpty || rest.hasPrefix("#") else { return nil }
        var last = start
        var indent = 2
        for index in lines.indices.dropFirst(start + 1) {
            let line = lines[index]
            let words = content(line)
            if words.isEmpty { continue }
            let margin = line.prefix { $0 == " " }.count
            if margin == 0 {
                // A comment at the margin may belong to what follows.
                if words.hasPrefix("#") { continue }
                guard words.hasPrefix("- ") else { break }
            }
            if last == start, words.hasPrefix("- ") { indent = margin }
            last = index
        }
        let new = Self.lines(definition, indent: indent).map { isWindows ? $0 + "\r" : $0 }
        lines.insert(contentsOf: new, at: last + 1)
        if last + 1 + new.count == lines.count { lines.append("") }
        return lines.joined(separator: "\n")
    }

    private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// A text as YAML has it: plain where nothing in it means anything there, else as JSON.
    private static func scalar(_ text: String) -> String {
        let isPlain =
            text.unicodeScalars.allSatisfy {
                $0 == " " || $0 == "_" || $0 == "." || $0 == "-" || $0.isASCII && $0.properties.isAlphabetic
                    || ("0"..."9").contains($0)
            } && text.first.map { $0.isLetter || $0 == "_" } == true && text.last != " "
            && !words.contains(text.lowercased())
        return isPlain ? text : JSONString.quoted(text)
    }
}
