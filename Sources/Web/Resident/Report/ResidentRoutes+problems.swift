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

    /// The report as GeoReport's own decoder reads it, with a number to call where there is one.
    func draft(of report: ReportForm, _ visit: PageVisit) throws(GeoReportError) -> ServiceRequest.Draft {
        let decoder = SubmissionDecoder(
            catalog: visit.city.catalog,
            extent: visit.city.extent,
            language: visit.language
        )
        // A form asks more of a telephone number than other systems can be asked.
        guard let phone = report.parameters["phone"], !Telephone.isNumber(phone) else {
            return try decoder.decode(named(report, visit))
        }
        var faults: [GeoReportError.Fault] = []
        do throws(GeoReportError) {
            _ = try decoder.decode(named(report, visit))
        } catch {
            faults = error.faults.filter { $0.field != "phone" }
        }
        faults.append(.init(.parameterInvalid, "phone: expected a telephone number, found another text"))
        throw GeoReportError(faults) ?? GeoReportError(.parameterInvalid, "phone: expected a telephone number")
    }

    /// With the city's own id, which a page's form need not name: its host says whose it is.
    private func named(_ report: ReportForm, _ visit: PageVisit) -> FormParameters {
        FormParameters(report.parameters.parameters + [.init(name: "jurisdiction_id", value: visit.city.code)])
    }
}
