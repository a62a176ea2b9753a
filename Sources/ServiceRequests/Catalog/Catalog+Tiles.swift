extension Catalog {
    /// A city's own map pictures, shown in the place of ours by the map with script.
    public struct Tiles: Sendable, Hashable {
        /// The address of one picture, with `{z}`, `{x}` and `{y}` in the places of its numbers.
        public let url: String
        /// Who made the map, as its licence wants it said.
        public let attribution: String
        /// The closest zoom level there is.
        public let maximumZoom: Int

        /// Creates what a city says of its map; nil where the address is none that a page can name.
        ///
        /// It must begin with `https://` and a host in letters, digits, dots and hyphens (and a port), which stands in
        /// pages' Content-Security-Policy.
        public init?(url: String, attribution: String, maximumZoom: Int) {
            guard Self.origin(of: url) != nil, ["{z}", "{x}", "{y}"].allSatisfy(url.contains),
                url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") })
            else { return nil }
            self.url = url
            self.attribution = attribution
            self.maximumZoom = maximumZoom
        }

        /// The scheme and the host, `https://tiles.example.org`.
        public var origin: String { Self.origin(of: url) ?? "" }

        private static func origin(of url: String) -> String? {
            let scheme = "https://"
            guard url.hasPrefix(scheme) else { return nil }
            let rest = url.dropFirst(scheme.count)
            let host = rest.prefix { $0 != "/" }
            let isHost = host.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
            }
            return isHost && !host.isEmpty && host.count < rest.count ? scheme + host : nil
        }
    }
}
