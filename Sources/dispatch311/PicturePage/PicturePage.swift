import Foundation

/// A page with pictures that needs no script, no network and no other file.
///
/// A pure function: the same parts give the same bytes. It forbids itself everything from elsewhere.
struct PicturePage: Sendable {
    /// How many things have a picture of their own.
    static let insets = 10
    /// How many stand beside the picture of all.
    static let largest = 20
    /// How many rows a table has.
    static let rows = 300

    /// What it shows.
    let title: String
    /// What made it: "boundaries report".
    let command: String
    /// The date written on it.
    let date: String
    /// What it says, as HTML.
    let main: String
    /// What is to know of all of it, as HTML.
    let footer: String

    /// The day in UTC, as ISO 8601 writes it.
    static var today: String { String(Date.now.formatted(.iso8601).prefix(10)) }

    /// The whole document.
    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="color-scheme" content="light dark" />
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(Self.css)
        </style>
        </head>
        <body>
        \(Self.patterns)
        <header>
        <h1>\(HTMLText.escaped(title))</h1>
        <p>Made by dispatch311 \(command), <bdi>\(HTMLText.escaped(date))</bdi>.</p>
        </header>
        <main>
        \(main)</main>
        <footer>
        <p>\(footer)</p>
        </footer>
        </body>
        </html>

        """
    }

    /// Links to sections, where there are several; what stands behind each is plain text.
    static func contents(_ sections: [(id: String, name: String, words: String)]) -> String {
        guard sections.count > 1 else { return "" }
        let items = sections.map { section in
            "<li><a href=\"#\(section.id)\">\(HTMLText.isolated(section.name))</a>: \(HTMLText.escaped(section.words))</li>\n"
        }
        return "<ul class=\"contents\">\n\(items.joined())</ul>\n"
    }

    /// The pictures of single things.
    static func insets(_ figures: [String]) -> String {
        guard !figures.isEmpty else { return "" }
        let heading = figures.count == 1 ? "It by itself" : "The largest by themselves"
        return "<h3>\(heading)</h3>\n<div class=\"insets\">\n\(figures.joined())</div>\n"
    }

    /// What a legend says of the marks of so many things.
    static func aboutMarks(_ count: Int, _ noun: String) -> String {
        let last = count > PictureMarks.most ? " down to number \(PictureMarks.most)" : ""
        let dots = count > 1 ? "; dots are smaller \(noun)s\(last)" : ""
        return count == 0 ? "" : " A number leads to more about it\(dots)."
    }

    /// What stands below a table of so many rows, most of which it may not have.
    static func rest(_ count: Int) -> String {
        count > rows ? "<p>… and \(NumberText.grouped(count - rows)) more; --json has them all.</p>\n" : ""
    }
}
