import ServiceRequests
import Synchronization

/// Gathers what is wrong with a body while it is decoded.
final class FaultLog: Sendable {
    /// A hostile body must not make an answer longer than itself.
    static let maximum = 20

    /// Tells a service request's id from other text.
    let cipher: ServiceRequest.IDCipher

    private let faults = Mutex<[String]>([])

    init(cipher: ServiceRequest.IDCipher) {
        self.cipher = cipher
    }

    /// Every fault, in the order they were found.
    var all: [String] { faults.withLock { $0 } }

    /// Notes what was expected and what was found, and where.
    func note(_ path: [any CodingKey], _ message: String) {
        let place = path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue.shortened : ".\(key.stringValue.shortened)"
            }
        }
        faults.withLock { faults in
            if faults.count < Self.maximum { faults.append(place.isEmpty ? message : "\(place): \(message)") }
        }
    }
}

extension String {
    /// What a client sent, fit to be repeated in a message: short and on one line.
    var shortened: String {
        let plain = unicodeScalars.prefix(60).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: " "
            default: Character(scalar)
            }
        }
        return String(plain) + (unicodeScalars.count > 60 ? "…" : "")
    }
}
