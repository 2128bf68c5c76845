extension Int64 {
    /// The quotient rounded down, also below zero; `size` is greater than 0.
    package func flooredQuotient(by size: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: size)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
