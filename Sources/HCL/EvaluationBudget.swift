/// What one expression may cost. Loops within loops multiply, and a few lines can ask for more than
/// any machine has.
package final class EvaluationBudget {
  /// Elements that the loops of one expression go through, all together.
  package static let maximumSteps = 1_000_000
  /// Bytes of one string.
  package static let maximumText = 16 << 20

  /// Bytes of all strings that one expression makes, those in between included.
  package static let maximumTotalText = 64 << 20

  private var steps = 0
  private var text = 0

  package init() {}

  /// Whether one more element may be looked at.
  func spendStep() -> Bool {
    steps += 1
    return steps <= Self.maximumSteps
  }

  /// Whether a string of so many bytes more may be made.
  func spendText(_ bytes: Int) -> Bool {
    text += bytes
    return text <= Self.maximumTotalText
  }
}
