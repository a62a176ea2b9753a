import Glibc

/// The child's work: one file after the other.
struct FuzzReading: Sendable {
    let cases: FuzzCases
    /// The first file.
    let from: Int
    /// The file after the last, if the time is over.
    let until: Int
    /// How long it goes on, whatever the number.
    let span: Duration
    /// Seconds a file may take.
    let patience: UInt32

    /// Reads until both are reached; says of each file when it begins and what became of it.
    func run() {
        let start = ContinuousClock.now
        var number = from
        while number < until || ContinuousClock.now - start < span {
            write(.begun(number))
            let bytes = cases.file(number)
            forgetPeak()
            // Whatever hangs is ended by the system, whether it would listen or not.
            alarm(patience)
            let begun = ContinuousClock.now
            do {
                let outcome = try FuzzTrial.run(bytes, hasExtent: number.isMultiple(of: 2))
                let milliseconds = (ContinuousClock.now - begun) / .microseconds(1) / 1000
                write(.ended(number, outcome, milliseconds: milliseconds, kilobytes: peak()))
            } catch {
                write(.contradicted(number, "\(error)"))
            }
            alarm(0)
            number += 1
        }
    }

    private func write(_ line: FuzzLine) {
        let bytes = Array("\(line.text)\n".utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    /// Has the system forget how much memory this process held at most.
    private func forgetPeak() {
        let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        // 5 resets the peak, https://docs.kernel.org/filesystems/proc.html.
        _ = [UInt8(ascii: "5")].withUnsafeBytes { Glibc.write(file, $0.baseAddress, 1) }
        close(file)
    }

    /// The most memory held since then, in kilobytes.
    private func peak() -> Int {
        guard let file = fopen("/proc/self/status", "re") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 4096)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let line = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if line.hasPrefix("VmHWM:") { return Int(line.filter(\.isNumber)) ?? 0 }
        }
        return 0
    }
}
