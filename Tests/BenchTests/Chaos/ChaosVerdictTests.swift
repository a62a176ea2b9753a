import Testing

@testable import dispatch311_bench

@Suite struct ChaosVerdictTests {
    @Test(
        arguments: PlantedFault.none + PlantedFault.ofWork + PlantedFault.ofSubmissions + PlantedFault.ofConduct
    )
    func `a planted fault breaks its promise and no other`(fault: PlantedFault) {
        var scene = ChaosScene()
        fault.plant(&scene)
        let breaches = scene.verdict.breaches
        #expect(Set(breaches.map(\.promise)) == fault.promises, "\(breaches.map(\.row))")
    }

    @Test func `a sound run is counted whole`() {
        let verdict = ChaosScene().verdict
        #expect(verdict.attempted == 2 && verdict.acknowledged == 2 && verdict.recovered == 1)
        // Three claimed items and an acceptance of the first worker, a claimed item of each other.
        #expect(verdict.calls == 9 && verdict.holdings == 6 && verdict.stale == 1)
        #expect(verdict.lost + verdict.unexpected + verdict.duplicated + verdict.lostWords + verdict.acceptedTwice == 0)
    }

    @Test func `what two workers were told they accepted is accepted twice`() throws {
        let fault = try #require(PlantedFault.ofWork.first { $0.promises.contains("accepted once") })
        var scene = ChaosScene()
        fault.plant(&scene)
        #expect(scene.verdict.acceptedTwice == 1)
    }
}
