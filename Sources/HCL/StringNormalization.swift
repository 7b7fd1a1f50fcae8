@_spi(_Unicode) import Swift

extension Value {
  /// A string in Unicode's composed normal form, in which Terraform keeps every string: file names,
  /// tags and descriptions reach AWS that way.
  package static func string(normalizing text: String) -> Value { .string(text.composed) }
}

extension String {
  /// The composed normal form (NFC).
  package var composed: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var scalars = UnicodeScalarView()
    for scalar in _nfc { scalars.append(scalar) }
    return String(scalars)
  }
}
