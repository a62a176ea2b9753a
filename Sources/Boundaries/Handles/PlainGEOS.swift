import CGEOS

/// Plain GEOS, which the index is measured against: STR-trees and prepared geometries, asked as one would in C.
///
/// The context, the trees and the prepared geometries are made once and have been asked before; a probe makes one point,
/// and the tree's callback asks the prepared geometry at once. Not `Sendable`: one thread at a time.
@safe package final class PlainGEOS {
    /// How the boundaries are put into trees.
    package enum Trees: String, Sendable, CaseIterable {
        /// One tree over the boundaries of all layers.
        case together
        /// A tree for each layer.
        case layers
    }

    /// What the callback works with while a probe runs.
    @safe private struct Question {
        let handle: GEOSContextHandle_t
        /// The prepared geometries by number.
        let prepared: UnsafeMutablePointer<OpaquePointer>
        /// The numbers found; as long as there are boundaries.
        let numbers: UnsafeMutablePointer<Int>
        var point: OpaquePointer?
        var count: Int
        var isBroken: Bool
    }

    /// The library's version.
    package static var version: String {
        if let text = unsafe GEOSversion() { unsafe String(cString: text) } else { "" }
    }

    private let context: GEOSContext
    /// They own what the question points to.
    private let prepared: [PreparedHandle]
    private let trees: [TreeHandle]
    private let question: UnsafeMutablePointer<Question>

    /// Prepares layers whose boundaries are numbered through, each layer's in their order.
    package init(_ layers: [BoundaryLayer], trees kind: Trees) throws(BoundaryError) {
        let context = try GEOSContext()
        var prepared: [PreparedHandle] = []
        var trees: [TreeHandle] = []
        for layer in layers {
            let first = prepared.count
            for boundary in layer.boundaries {
                prepared.append(try PreparedHandle(GeometryHandle(polygons: boundary.polygons, context: context)))
            }
            if kind == .layers, prepared.count > first {
                trees.append(
                    try TreeHandle(prepared[first...].map(\.geometry), context: context, firstNumber: first)
                )
            }
        }
        if kind == .together, !prepared.isEmpty {
            trees.append(try TreeHandle(prepared.map(\.geometry), context: context))
        }
        self.context = context
        self.prepared = prepared
        self.trees = trees
        let pointers = UnsafeMutablePointer<OpaquePointer>.allocate(capacity: prepared.count)
        for (number, handle) in prepared.enumerated() {
            unsafe (pointers + number).initialize(to: handle.pointer)
        }
        unsafe question = .allocate(capacity: 1)
        unsafe question.initialize(
            to: Question(
                handle: context.handle,
                prepared: pointers,
                numbers: .allocate(capacity: prepared.count),
                point: nil,
                count: 0,
                isBroken: false
            )
        )
        // GEOS builds trees and point locators at their first question.
        for layer in layers {
            for boundary in layer.boundaries {
                if let vertex = boundary.polygons.first?.shell.first { try ask(vertex) }
            }
        }
    }

    deinit {
        unsafe question.pointee.prepared.deallocate()
        unsafe question.pointee.numbers.deallocate()
        unsafe question.deallocate()
    }

    /// The numbers of the boundaries that hold a position, edges included, ascending.
    package func numbers(at coordinate: Coordinate) throws(BoundaryError) -> [Int] {
        try ask(coordinate)
        return unsafe UnsafeBufferPointer(start: question.pointee.numbers, count: question.pointee.count).sorted()
    }

    /// The numbers found for each of the positions, all added up: what keeps a compiler from leaving the work out.
    package func sum(over coordinates: ArraySlice<Coordinate>) throws(BoundaryError) -> Int {
        var sum = 0
        for coordinate in coordinates {
            try ask(coordinate)
            let count = unsafe question.pointee.count
            for place in 0..<count { unsafe sum &+= question.pointee.numbers[place] }
        }
        return sum
    }

    private func ask(_ coordinate: Coordinate) throws(BoundaryError) {
        let point = unsafe try context.object("GEOSGeom_createPointFromXY_r") {
            unsafe GEOSGeom_createPointFromXY_r($0, coordinate.longitude, coordinate.latitude)
        }
        defer { unsafe GEOSGeom_destroy_r(context.handle, point) }
        unsafe question.pointee.point = point
        unsafe question.pointee.count = 0
        for tree in trees {
            unsafe tree.query(
                point,
                { item, box in
                    guard let item = unsafe item, let box = unsafe box else { return }
                    let question = unsafe box.assumingMemoryBound(to: Question.self)
                    let number = Int(bitPattern: item) - 1
                    switch unsafe GEOSPreparedIntersects_r(
                        question.pointee.handle,
                        question.pointee.prepared[number],
                        question.pointee.point
                    ) {
                    case 0: return
                    case 1:
                        unsafe question.pointee.numbers[question.pointee.count] = number
                        unsafe question.pointee.count += 1
                    default: unsafe question.pointee.isBroken = true
                    }
                },
                question
            )
        }
        if unsafe question.pointee.isBroken { throw context.failure("GEOSPreparedIntersects_r") }
    }
}
