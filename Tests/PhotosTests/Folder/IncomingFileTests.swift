import Testing

@testable import Photos

@Suite struct IncomingFileTests {
    @Test func `a file that fails is gone at once and stays failed`() async throws {
        let scratch = try await Scratch()
        let incoming = try await scratch.folder.receive(.photo, for: "tiny")
        #expect(scratch.files() == ["_incoming/\(incoming.name)"])
        let expected = PhotoError.kind(.gif, as: .photo)
        await #expect(throws: expected) { try await incoming.write(Array("GIF89a, and more".utf8)) }
        #expect(scratch.files().isEmpty)
        await #expect(throws: expected) { try await incoming.write(PNG.colourful(9, 9)) }
        let studio = PhotoStudio(PictureProgram(), folder: scratch.folder, limits: PhotoLimits())
        #expect(await studio.develop(incoming) == .failure(expected))
    }

    @Test func `a file nobody holds any more is gone`() async throws {
        let scratch = try await Scratch()
        do {
            let incoming = try await scratch.folder.receive(.photo, for: "tiny")
            try await incoming.write(PNG.colourful(9, 9))
            #expect(scratch.files().count == 1)
        }
        #expect(scratch.files().isEmpty)
    }

    @Test func `bytes are counted while they come`() async throws {
        let scratch = try await Scratch()
        let limits = PhotoLimits(maximumBytes: 1000)
        let incoming = try await scratch.folder.receive(.photo, for: "tiny", limits: limits)
        let start = PNG.header(10, 10)
        try await incoming.write(start + [UInt8](repeating: 0, count: 1000 - start.count))
        #expect(await incoming.count == 1000)
        await #expect(throws: PhotoError.tooLarge(limit: 1000)) { try await incoming.write([0]) }
    }

    @Test(arguments: [(50_000, 50_000), (16_385, 1), (1, 16_385), (8001, 8000), (0x7FFF_FFFF, 0x7FFF_FFFF)])
    func `too many pixels are refused with the header`(width: Int, height: Int) async throws {
        let scratch = try await Scratch()
        let incoming = try await scratch.folder.receive(.photo, for: "tiny")
        await #expect(
            throws: PhotoError.tooManyPixels(PictureSize(width: width, height: height), limits: PhotoLimits())
        ) { try await incoming.write(PNG.header(width, height)) }
        #expect(scratch.files().isEmpty)
    }
}
