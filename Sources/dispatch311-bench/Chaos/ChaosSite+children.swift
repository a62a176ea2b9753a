import Synchronization

/// The processes of the load, and those that are asked something.
extension ChaosSite {
    func startWorker(_ name: String) throws {
        try start(name, ["chaos-work", "--name", name, "--lease", "\(plan.lease)"])
    }

    func startSubmitter() throws {
        try start(Self.submitter, ["chaos-submit", "--requests", "\(plan.requests)", "--rate", "\(plan.rate)"])
    }

    private func start(_ name: String, _ words: [String]) throws {
        let common = ["--folder", plan.folder.path, "--seed", "\(plan.seed)", "--servers"] + proxies.map(\.url)
        let child = try ChaosProcess([own] + words + common, log: "\(plan.folder.logs)/\(name)")
        children.withLock { $0[name] = child }
    }

    /// A process of the load.
    func child(_ name: String) -> ChaosProcess? { children.withLock { $0[name] } }

    /// What a program of ours says of the database; its exit code and output.
    func tell(_ words: [String], within limit: Duration) async throws -> (code: Int32?, output: String) {
        let log = plan.folder.logs + "/" + (words.first ?? "")
        let child = try ChaosProcess([program] + words + ["--data-dir", plan.folder.data], log: log)
        let code = await child.end(within: limit)
        if code == nil { await child.murder() }
        return (code, plan.folder.text(log))
    }
}
