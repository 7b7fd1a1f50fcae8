/// A place in a YAML text: line, column and distance from the start, counted in scalars from zero.
struct YAMLMark: Hashable {
  var line = 0
  var column = 0
  var index = 0
}

/// Why a text is not YAML or has no value, in Terraform's words.
package struct YAMLFault: Error {
  package var message: String
  /// As Terraform tells them: lines from one in the faults of the scanner, from zero in those of the
  /// parser; none for the first line of a text.
  package var place: (line: Int, column: Int)?

  /// A fault of the characters, which Terraform places at the start of the line.
  static func scanning(_ message: String, at mark: YAMLMark) -> YAMLFault {
    YAMLFault(message: message, place: mark.line == 0 ? nil : (mark.line + 1, 1))
  }

  /// A fault of the structure or of a value.
  static func parsing(_ message: String, at mark: YAMLMark) -> YAMLFault {
    YAMLFault(message: message, place: mark.line == 0 ? nil : (mark.line, mark.column + 1))
  }

  /// The fault with its place, as a part of a sentence.
  package var text: String {
    guard let place else { return message }
    return "on line \(place.line), column \(place.column): \(message)"
  }
}
