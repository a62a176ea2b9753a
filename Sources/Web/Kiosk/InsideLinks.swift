/// Takes the ways to elsewhere out of a page that is shown where nobody could come back from there.
struct InsideLinks: Sendable {
    /// The page with links to other sites, telephones and mail programs as plain text; a site's address stands beside it.
    static func only(in html: String) -> String {
        let outside = /<a [^>]*href="((?:https?:|\/\/|tel:|mailto:)[^"]*)"[^>]*>(.*?)<\/a>/.dotMatchesNewlines()
        return html.replacing(outside) { link in
            let (address, text) = (link.output.1, link.output.2)
            let isSite = address.hasPrefix("http") && !text.contains(address)
            return isSite
                ? "\(text): <span class=\"address\">\(address)</span>" : "<span class=\"address\">\(text)</span>"
        }
    }
}
