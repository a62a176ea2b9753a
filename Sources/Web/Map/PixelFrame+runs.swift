extension PixelFrame {
    /// The parts of a line that may be seen: edges whose rectangle meets the frame, each chain of them a run.
    func runs(_ points: [Tenths]) -> [[Tenths]] {
        var runs: [[Tenths]] = []
        var run: [Tenths] = []
        for (start, end) in zip(points, points.dropFirst()) {
            guard meets(start, end) else {
                if !run.isEmpty { runs.append(run) }
                run = []
                continue
            }
            if run.isEmpty { run = [start] }
            run.append(end)
        }
        if !run.isEmpty { runs.append(run) }
        return runs
    }
}
