extension Explanations {
  /// Faults of Portolan's own.
  static let portolan: [Explanation] = [
    Explanation(
      "portolan/broken-invariant", "A fault in Portolan",
      """
      Between reading and printing, Portolan checks what it made for contradictions, and found one. \
      Nothing was written, because it could not be right. This is no fault of the configuration: \
      please report it, with the smallest configuration that shows it.
      """)
  ]
}
