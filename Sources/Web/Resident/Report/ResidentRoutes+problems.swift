import GeoReport
import ServiceRequests

extension ResidentRoutes {
    /// Everything that keeps a report from being sent; nil where nothing does.
    func problems(in report: ReportForm, _ visit: PageVisit) -> FormProblems? {
        do throws(GeoReportError) {
            _ = try draft(of: report, visit)
            return nil
        } catch {
            return FormProblems(error, in: report, visit)
        }
    }

    /// The report as GeoReport's own decoder reads it.
    func draft(of report: ReportForm, _ visit: PageVisit) throws(GeoReportError) -> ServiceRequest.Draft {
        try SubmissionDecoder(catalog: visit.city.catalog, extent: visit.city.extent, language: visit.language)
            .decode(named(report, visit))
    }

    /// With the city's own id, which a page's form need not name: its host says whose it is.
    private func named(_ report: ReportForm, _ visit: PageVisit) -> FormParameters {
        FormParameters(report.parameters.parameters + [.init(name: "jurisdiction_id", value: visit.city.code)])
    }
}
