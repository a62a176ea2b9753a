/// How much of anything one photo may use; every limit is set on purpose.
public struct PhotoLimits: Sendable, Hashable {
    /// The most bytes of a photo or document as it is sent.
    public var maximumBytes: Int
    /// The most pixels of a picture as it is sent, by its header.
    public var maximumPixels: Int
    /// The most pixels of one side of it.
    public var maximumSide: Int
    /// The longest side of a photo as it is kept.
    public var side: Int
    /// The longest side of its small version.
    public var smallSide: Int
    /// The most pictures that are drawn at a time.
    public var maximumDrawn: Int
    /// The most that wait to be drawn; further ones are refused at once.
    public var maximumWaiting: Int
    /// The bytes that must stay free on the disk for others, the database first: nothing is taken when there are less.
    public var leastFree: Int
    /// What the program that draws one may use.
    public var program: ProgramLimits

    /// Creates limits.
    public init(
        maximumBytes: Int = 15 << 20,
        maximumPixels: Int = 64_000_000,
        maximumSide: Int = 16_384,
        side: Int = 2048,
        smallSide: Int = 320,
        maximumDrawn: Int = 2,
        maximumWaiting: Int = 20,
        leastFree: Int = 1 << 30,
        program: ProgramLimits = ProgramLimits()
    ) {
        self.maximumBytes = maximumBytes
        self.maximumPixels = maximumPixels
        self.maximumSide = maximumSide
        self.side = side
        self.smallSide = smallSide
        self.maximumDrawn = maximumDrawn
        self.maximumWaiting = maximumWaiting
        self.leastFree = leastFree
        self.program = program
    }

    /// Whether a picture of a size may be drawn.
    func allow(_ size: PictureSize) -> Bool {
        // Sides first: their product cannot overflow then.
        size.width <= maximumSide && size.height <= maximumSide && size.pixels <= maximumPixels
    }
}
