import Web

/// Texts as HTML writes them, and the frame of a page that needs nothing but itself.
enum HTMLText {
    /// The text with what means something in HTML escaped; control characters are shown as their numbers.
    static func escaped(_ text: String) -> String {
        SVGText.escaped(text.replacing("\n", with: " ").escaped)
    }

    /// A whole page; nothing is loaded from anywhere.
    static func page(title: String, style: String, script: String, body: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>\(escaped(title))</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        \(body)<script>
        \(script)
        </script>
        </body>
        </html>

        """
    }
}
