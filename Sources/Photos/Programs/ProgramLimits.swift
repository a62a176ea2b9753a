/// What one child process may use before it is ended.
public struct ProgramLimits: Sendable, Hashable {
    /// Bytes of address space.
    ///
    /// Of 64-megapixel pictures, a 16-bit interlaced PNG with transparency needs the most: between 768 MiB and 1 GiB,
    /// as libvips 8.14 was seen to. A progressive JPEG of that size needs less than 768 MiB.
    public var memory: Int
    /// Seconds of processor time.
    public var processorSeconds: Int
    /// Bytes of any file it writes; none may be written at all by default.
    public var fileBytes: Int
    /// Open files, its three streams included.
    public var openFiles: Int
    /// How long it may take by the clock.
    public var time: Duration
    /// Bytes it may print.
    public var output: Int

    /// Creates limits.
    public init(
        memory: Int = 1 << 30,
        processorSeconds: Int = 20,
        fileBytes: Int = 0,
        openFiles: Int = 64,
        time: Duration = .seconds(30),
        output: Int = 4 << 20
    ) {
        self.memory = memory
        self.processorSeconds = processorSeconds
        self.fileBytes = fileBytes
        self.openFiles = openFiles
        self.time = time
        self.output = output
    }
}
