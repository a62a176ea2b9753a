/// What can be read of a body's part, whatever is wrong with it; the faults are in the log.
protocol DecodableWithFaults {
    init(from decoder: any Decoder, faults: FaultLog)
}
