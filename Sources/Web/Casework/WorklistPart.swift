/// A page of a list inside another page.
struct WorklistPart: Sendable {
    let lines: [ItemLine]
    let first: String?
    let next: String?
}
