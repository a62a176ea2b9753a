import Testing

@testable import Photos

@Suite struct PictureProgramTests {
    /// Draws a file with little; what comes of it.
    private func draw(
        _ bytes: [UInt8],
        _ limits: ProgramLimits,
        program: PictureProgram = PictureProgram()
    ) async throws -> PhotoError? {
        let scratch = try await Scratch()
        let file = try OpenFile(reading: try scratch.put(bytes, "picture"))
        do throws(PhotoError) {
            _ = try await program.draw(file, side: 2048, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the installed program says its version`() async {
        #expect(await PictureProgram().version()?.hasPrefix("libvips 8.") == true)
        #expect(await PictureProgram(name: "no-such-program").version() == nil)
    }

    @Test func `each limit ends it`() async throws {
        let large = PNG.black(8000, 8000, depth: 16, colour: 6)
        let cases: [(ProgramLimits, String)] = [
            (ProgramLimits(memory: 200 << 20), "memory"), (ProgramLimits(time: .milliseconds(1)), "time"),
            (ProgramLimits(output: 100), "output"),
        ]
        for (limits, name) in cases {
            let interlaced = try await Self.interlaced()
            guard case .exhausting = try await draw(interlaced, limits) else {
                Issue.record("expected it to be ended by \(name)")
                continue
            }
        }
        guard case .exhausting(let detail) = try await draw(Self.endless, ProgramLimits(processorSeconds: 1)) else {
            Issue.record("expected it to be ended by processor time")
            return
        }
        #expect(detail.contains("1 s of processor time"))
        #expect(try await draw(large, ProgramLimits()) == nil)
    }

    @Test func `a program without the means to start is not the picture's fault`() async throws {
        for limits in [ProgramLimits(memory: 20 << 20), ProgramLimits(openFiles: 3)] {
            guard case .programUnusable = try await draw(PNG.colourful(9, 9), limits) else {
                Issue.record("expected the program to be unusable")
                continue
            }
        }
        guard
            case .programUnusable = try await draw(
                PNG.colourful(9, 9),
                ProgramLimits(),
                program: PictureProgram(name: "no-such-program")
            )
        else {
            Issue.record("expected the program to be unusable")
            return
        }
    }

    /// What libvips has to hold whole before it can draw it.
    private static func interlaced() async throws -> [UInt8] {
        let scratch = try await Scratch()
        return try await Picture.file(PNG.black(6000, 6000), ".png[interlace,compression=1]", in: scratch)
    }

    /// So many pixels that a second is not enough.
    private static let endless = PNG.black(60_000, 60_000)
}
