public import Boundaries
import Foundation

extension ServiceRequest.Query {
    /// A part of the map: what lies in all of its boxes, and in its circle where it has one.
    public struct Area: Sendable, Hashable {
        /// A place and the metres around it.
        public struct Circle: Sendable, Hashable {
            /// The place.
            public let center: Coordinate
            /// The radius.
            public let metres: Double

            /// Creates a circle.
            public init(center: Coordinate, metres: Double) {
                self.center = center
                self.metres = metres
            }

            /// A box that holds the circle, and little more.
            ///
            /// Around a pole, and across the 180th meridian, it has every longitude.
            public var box: BoundingBox {
                let north = metres / Self.metresPerDegree
                let parallel = cos(min(90, abs(center.latitude) + north) * .pi / 180)
                let east = parallel > 0 ? north / parallel : 360
                let isWhole = center.longitude - east < -180 || center.longitude + east > 180
                return BoundingBox(
                    .inRange(latitude: center.latitude - north, longitude: isWhole ? -180 : center.longitude - east),
                    .inRange(latitude: center.latitude + north, longitude: isWhole ? 180 : center.longitude + east)
                )
            }

            /// On the ball the distances are measured on, whose mean radius is the earth's (IUGG R₁).
            private static let metresPerDegree = 6_371_008.8 * .pi / 180
        }

        /// The boxes, at least one.
        public let boxes: [BoundingBox]
        /// The circle.
        public let circle: Circle?

        /// Creates an area of a box, a circle or both; nil of neither.
        public init?(box: BoundingBox?, circle: Circle? = nil) {
            boxes = [box, circle?.box].compactMap(\.self)
            self.circle = circle
            guard !boxes.isEmpty else { return nil }
        }
    }
}
