import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests

extension Cities {
    /// The city whose pages a request asks for: the one with its host in `hosts:`, or the only one.
    ///
    /// Throws a refusal that names the hosts there are where several cities are served and none of them is meant.
    func city(for request: Request) throws(Refusal) -> City {
        let all = all
        if all.count == 1, let only = all.first { return only }
        let host = Self.host(of: request)
        if let city = all.first(where: { $0.catalog.jurisdiction.hosts.contains(host) }) {
            return city
        }
        let known = all.flatMap { city in
            city.catalog.jurisdiction.hosts.prefix(1).map { "\(city.catalog.jurisdiction.name.text()): \($0)" }
        }
        throw Refusal(
            .notFound,
            "host_unknown",
            "expected the host of a city served here, found another",
            details: known
        )
    }

    /// Says what keeps a city's pages from being reached where several are served: no host, or one that another has too.
    func warnOfHosts(_ logger: Logger) {
        let all = all
        guard all.count > 1 else { return }
        var owners: [String: String] = [:]
        for city in all {
            let hosts = city.catalog.jurisdiction.hosts
            let taken = hosts.filter { owners[$0] != nil }
            for host in hosts where owners[host] == nil { owners[host] = city.code }
            guard hosts.count == taken.count else { continue }
            let found = taken.map { "\($0) (\(owners[$0] ?? "")’s)" }.joined(separator: ", ")
            logger.warning(
                "A city's pages cannot be reached; give it a host of its own in jurisdiction.yml and publish it",
                metadata: ["jurisdiction": "\(city.code)", "hosts": "\(found.isEmpty ? "none" : found)"]
            )
        }
    }

    /// The host a client named, in small letters and without its port.
    private static func host(of request: Request) -> String {
        let authority = (request.head.authority ?? "").lowercased()
        if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }) + "]" }
        return String(authority.prefix { $0 != ":" })
    }
}
