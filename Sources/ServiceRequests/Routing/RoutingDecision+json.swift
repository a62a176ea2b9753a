internal import Boundaries

extension RoutingDecision {
    /// The decision as JSON, byte for byte the same for the same decision.
    ///
    /// Keys are sorted, metres have one decimal, degrees as many as they need, and what is empty is left out. A leg
    /// names its boundary by layer and id; the rest of it is among the probe's hits.
    public var json: String {
        var writer = JSONWriter(capacity: 1024)
        writer.object { writer in
            if let accuracyMetres {
                writer.key("accuracy_metres")
                writer.metres(accuracyMetres)
            }
            writer.key("catalog_version")
            writer.string(catalogVersion)
            if !layerVersions.isEmpty {
                writer.key("layer_versions")
                writer.strings(layerVersions)
            }
            if !layers.isEmpty {
                writer.key("layers")
                writer.array { writer in layers.forEach { writer.string($0) } }
            }
            writer.key("legs")
            writer.array { writer in legs.forEach { $0.write(to: &writer) } }
            writer.key("priority")
            writer.integer(priority.rawValue)
            if let probe {
                writer.key("probe")
                probe.write(to: &writer)
            }
            if let reason {
                writer.key("reason")
                writer.strings(reason.translations)
            }
            writer.key("rule")
            writer.integer(rule)
            if let runnerUp {
                writer.key("runner_up")
                runnerUp.write(to: &writer)
            }
            writer.key("service_code")
            writer.string(serviceCode)
            if let suspicion {
                writer.key("suspicion")
                writer.string(suspicion.rawValue)
            }
            if let triage {
                writer.key("triage")
                writer.string(triage.rawValue)
            }
        }
        return writer.text
    }
}

extension RoutingDecision.Leg {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if let boundary {
                writer.key("boundary")
                writer.object { writer in
                    writer.key("id")
                    writer.string(boundary.id)
                    writer.key("layer")
                    writer.string(boundary.layer)
                }
            }
            writer.key("department")
            writer.string(department)
            writer.key("queue")
            writer.string(queue)
        }
    }
}

extension RoutingDecision.RunnerUp {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("boundary")
            writer.object { writer in boundary.write(to: &writer, layer: boundary.layer) }
            writer.key("leg")
            leg.write(to: &writer)
            writer.key("metres")
            writer.metres(metres)
        }
    }
}

extension Probe {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("hits")
            writer.object { writer in
                // They come in the order of their layers' ids, as keys are written.
                for hit in hits {
                    writer.key(hit.boundary.layer)
                    hit.write(to: &writer)
                }
            }
            writer.key("lat")
            writer.degrees(coordinate.latitude)
            writer.key("long")
            writer.degrees(coordinate.longitude)
        }
    }
}

extension Probe.Hit {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("boundary")
            writer.object { writer in boundary.write(to: &writer, layer: nil) }
            if !others.isEmpty {
                writer.key("others")
                writer.array { writer in
                    for other in others {
                        writer.object { writer in other.write(to: &writer, layer: nil) }
                    }
                }
            }
            if snappedMetres > 0 {
                writer.key("snapped_metres")
                writer.metres(snappedMetres)
            }
        }
    }
}

extension Boundary.Reference {
    fileprivate func write(to writer: inout JSONWriter, layer: String?) {
        writer.key("id")
        writer.string(id)
        if let layer {
            writer.key("layer")
            writer.string(layer)
        }
        if name != id {
            writer.key("name")
            writer.string(name)
        }
        if !properties.isEmpty {
            writer.key("properties")
            writer.strings(properties)
        }
    }
}
