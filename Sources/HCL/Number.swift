/// A number of the language. Placeholder representation: replaced by the exact one.
package struct Number: Hashable, Sendable, Comparable {
  private var value: Double

  package init(_ integer: Int) { value = Double(integer) }

  package static func < (left: Number, right: Number) -> Bool { left.value < right.value }
}
