import CMalloc
import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How much memory this process uses, in bytes.
struct HeapSize: Sendable {
    /// What was asked of malloc and not given back.
    let used: Int
    /// What the kernel keeps in memory for it.
    let resident: Int

    /// As it is now.
    static var now: HeapSize {
        let heap = mallinfo2()
        let pages =
            (try? Data(contentsOf: URL(filePath: "/proc/self/statm")))
            .map { String(decoding: $0, as: UTF8.self).split(separator: " ") } ?? []
        let resident = pages.count > 1 ? Int(pages[1]) ?? 0 : 0
        return HeapSize(
            used: Int(heap.uordblks) + Int(heap.hblkhd),
            resident: resident * sysconf(Int32(_SC_PAGESIZE))
        )
    }
}
