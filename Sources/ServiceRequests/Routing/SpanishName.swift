/// Names as they stand inside a Spanish sentence.
enum SpanishName {
    /// What the names of offices begin with: “el Departamento de Policía”, “la Comisión de Taxis”.
    private static let masculine: Set<String> = [
        "ayuntamiento", "centro", "comité", "concejo", "consejo", "departamento", "gobierno", "instituto", "juzgado",
        "servicio", "tribunal",
    ]
    private static let feminine: Set<String> = [
        "administración", "agencia", "alcaldía", "autoridad", "comisión", "corporación", "dirección", "división",
        "junta", "mesa", "oficina", "policía", "secretaría", "unidad",
    ]
    /// What areas and lines are, which is written small: “el distrito policial 75”.
    private static let masculineAreas: Set<String> = [
        "barrio", "condado", "distrito", "límite", "municipio", "vecindario",
    ]
    private static let feminineAreas: Set<String> = ["frontera", "línea", "zona"]

    /// The name with its article, where it is one of a kind that takes one; others stay as they are.
    static func withArticle(_ name: String) -> String {
        let words = name.split(separator: " ")
        guard let first = words.first?.lowercased() else { return name }
        switch first {
        case "el", "la", "los", "las": return first + name.dropFirst(first.count)
        // “la Ciudad de Nueva York”, but “Ciudad Juárez”.
        case "ciudad": return words.dropFirst().first == "de" ? "la \(name)" : name
        default: break
        }
        if masculine.contains(first) { return "el \(name)" }
        if feminine.contains(first) { return "la \(name)" }
        if masculineAreas.contains(first) { return "el \(name.prefix(1).lowercased())\(name.dropFirst())" }
        if feminineAreas.contains(first) { return "la \(name.prefix(1).lowercased())\(name.dropFirst())" }
        return name
    }
}
