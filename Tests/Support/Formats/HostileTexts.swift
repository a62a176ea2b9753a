/// A hundred texts that break writers of XML or JSON, pages or logs; none holds U+0000, which no form can carry.
public enum HostileTexts {
    /// All of them; the same in every run.
    public static let all: [String] = chosen + drawn(100 - chosen.count)

    private static let chosen: [String] = [
        // Markup.
        "<", ">", "&", "\"", "'", "<b>bold</b>", "</description>", "</request></service_requests>", "<!-- no comment",
        "-->", "<![CDATA[ x ]]>", "]]>", "a]]>b]]]]>>", "<?xml version=\"1.0\"?>", "<?php ?>", "?>", "<!DOCTYPE x>",
        "<!ENTITY a \"b\">", "&amp;", "&amp;amp;", "&lt;b&gt;", "&nbsp;", "&unknown;", "&#0;", "&#x1;", "&#xD800;",
        "&#;",
        "& &", "<script>alert('1')</script>", "x=\"1\" y='2'", "\"><img src=x onerror=alert(1)>",
        "\"\u{301}><script>alert(1)</script>", "' onfocus='alert(1)' autofocus='",
        "<a href=\"https://evil.example/\">here</a>", "</textarea></title><svg onload=alert(1)>",
        // Templates.
        "{{frame.title}}{{say.frame_skip}}", "{{{view}}} {{&view}}", "{{#view}}{{.}}{{/view}}{{> passage}}",
        "{{=<% %>=}}<% frame.title %>${7*7}",
        // JSON and URLs.
        "\\", "\\\"", "\\u0000", "{\"code\":\"500\"}", "[]", "null", "true", "007", "-0.0", "1e999", "NaN", "%00%zz",
        "a+b%20c",
        // Blanks and line breaks.
        "a\nb", "a\r\nb", "a\rb", "a\tb", "a\n\r\n\rb", "a\r\nX-Injected: 1\r\nSet-Cookie: a=b", "a  b", "a\u{A0}b",
        "a\u{85}b", "a\u{2028}b\u{2029}c",
        "a\u{3000}b",
        // What XML cannot hold, and its neighbours that it can.
        "a\u{1}b", "a\u{8}b", "a\u{B}b\u{C}c", "a\u{E}b\u{1F}c", "\u{1B}[31mred\u{1B}[0m", "a\u{7F}b",
        "a\u{80}b\u{9F}c",
        "a\u{FFFE}b", "a\u{FFFF}b", "\u{FFFF}", "a\u{FFFD}b", "a\u{FDCF}b\u{FDF0}c", "a\u{1FFFE}b\u{10FFFF}c",
        "\u{D7FF}\u{E000}", "a\u{FEFF}b", "\u{FFFC}\u{FFFB}\u{FFBE}\u{FFBF}", "\u{FFFE}\u{FFFF}<\u{1}>&",
        // Directions, combining marks, characters of four bytes.
        "\u{202E}gpj.exe\u{202C}", "\u{2066}\u{2067}a\u{2068}b\u{2069}\u{202A}\u{202B}\u{202D}c",
        "\u{200F}שלום\u{200E}", "مرحبا بالعالم", "e\u{301} é",
        "Z\u{351}\u{36B}\u{343}a\u{334}",
        "\u{301}alone", "👩‍👩‍👧‍👦", "🏳️‍🌈🇳🇿", "👍🏽", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𠜎𠜱", "\u{200D}\u{200C}\u{AD}", "ﷺ", "ＦＵＬＬ",
        "Straße İstanbul ǅ", "日本語のテキスト",
    ]

    /// Texts of scalars drawn from where faults are likely, by a generator of its own so that every run has the same.
    private static func drawn(_ count: Int) -> [String] {
        let ranges: [ClosedRange<UInt32>] = [
            0x1...0x20, 0x21...0x7F, 0x80...0xFF, 0x300...0x36F, 0x590...0x6FF, 0x2000...0x206F, 0xD7F0...0xD7FF,
            0xE000...0xE010, 0xFDC0...0xFDFF, 0xFEF0...0xFFFF, 0x1F300...0x1F6FF, 0x10FFF0...0x10FFFF,
        ]
        var state: UInt64 = 311
        func next(below limit: Int) -> Int {
            // Knuth's multiplier; the high bits are the good ones.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        return (0..<count).map { _ in
            var text = String.UnicodeScalarView()
            for _ in 0..<40 {
                let range = ranges[next(below: ranges.count)]
                if let scalar = Unicode.Scalar(range.lowerBound + UInt32(next(below: range.count))) {
                    text.append(scalar)
                }
            }
            // Never blank as a whole.
            return "x" + String(text)
        }
    }
}
