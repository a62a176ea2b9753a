extension WireValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .string(text) }

    /// A truth value.
    public init(booleanLiteral flag: Bool) { self = .bool(flag) }

    /// A whole number.
    public init(integerLiteral number: Int) { self = .integer(number) }

    /// A list.
    public init(arrayLiteral items: WireValue...) { self = .array(items) }
}
